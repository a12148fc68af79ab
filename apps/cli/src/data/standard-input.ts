import {
  closeSync,
  createReadStream,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure } from '../shell/errors.js';

/** What stands for the standard input in the place of a path. */
export const standardInput = '-';

const piece = 2 ** 20;

/** Descriptor of the file that holds it. */
let kept: number | undefined;

/**
 * The standard input as a stream, from its beginning each time. It comes once, so it is kept in a file, which has no name and is gone
 * with the process.
 *
 * @throws {@link CliError} with status 1 when it is a terminal.
 */
export function readInput() {
  const fd = keptInput();
  return createReadStream('', { fd, start: 0, autoClose: false });
}

/** Copies the standard input to a file. */
export function copyInput(path: string): void {
  const from = keptInput();
  const to = openSync(path, 'w');
  try {
    copy((bytes, at) => readSync(from, bytes, 0, bytes.length, at), to);
  } finally {
    closeSync(to);
  }
}

function keptInput(): number {
  if (kept !== undefined) return kept;
  if (fstatSync(0).isCharacterDevice()) {
    throw failure('-: got a terminal as standard input, expected rows. Write … < file.csv.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'nadir-input-'));
  try {
    kept = openSync(join(folder, 'input'), 'w+');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  copy(readSome, kept);
  return kept;
}

/** Reads on in the standard input, and returns how many bytes came; 0 at its end. */
function readSome(bytes: Uint8Array): number {
  try {
    return readSync(0, bytes);
  } catch (error) {
    // Windows says so at the end of a pipe.
    if (error instanceof Error && 'code' in error && error.code === 'EOF') return 0;
    throw error;
  }
}

/** Writes all that a function reads to a file. */
function copy(read: (bytes: Uint8Array, at: number) => number, to: number): void {
  const bytes = new Uint8Array(piece);
  for (let size = 0; ; ) {
    const count = read(bytes, size);
    if (count === 0) return;
    for (let at = 0; at < count; ) at += writeSync(to, bytes, at, count - at, size + at);
    size += count;
  }
}
