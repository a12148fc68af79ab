import { closeSync, fsyncSync, openSync, renameSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { failure, reasonOf } from '../../../shell/errors.js';
import { syncNames } from '../../../shell/output-folder/durable.js';
import { makeFolder } from '../../../shell/output-folder/make-folder.js';
import { makeUnfinished, removeAbandoned } from '../../../shell/output-folder/replace.js';

/** Takes the bytes of the files of an output, one file after the other. */
export interface Sink {
  /** Ends the file before, and begins one of this name in the folder of the output. */
  begin(name: string): void;
  write(bytes: Uint8Array): void;
}

/**
 * Writes a file, or one with others beside it, so that it is there with all of its bytes or not at all: everything is written into a
 * folder for what is not whole, brought to the disk, and then renamed.
 *
 * @param target The file by which the others are found. An old one goes before the others change, and the new one comes last.
 * @throws {@link CliError} with status 1 when the file system refuses. What was there before stays then.
 */
export async function writeWhole(
  target: string,
  write: (sink: Sink) => Promise<void>,
): Promise<void> {
  let files: StagedFiles | undefined;
  try {
    makeFolder(dirname(target));
    removeAbandoned(dirname(target));
    files = new StagedFiles(target);
    await write(files);
    files.finish();
  } catch (error) {
    files?.discard();
    if (!isOfFileSystem(error)) throw error;
    throw failure(`${target}: got ${reasonOf(error)}, expected a place to write to.`, error);
  }
}

/** Whether an error has a code such as `ENOSPC`. */
const isOfFileSystem = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));

class StagedFiles implements Sink {
  readonly #folder: string;
  readonly #main: string;
  readonly #staging: string;
  readonly #names: string[] = [];
  /** Descriptor of the file that is being written. */
  #file: number | undefined;

  constructor(target: string) {
    this.#folder = dirname(target);
    this.#main = basename(target);
    this.#staging = makeUnfinished(this.#folder);
  }

  begin(name: string): void {
    this.#end();
    this.#file = openSync(join(this.#staging, name), 'w');
    this.#names.push(name);
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file as number, bytes, at);
  }

  /** Puts the files in their places. */
  finish(): void {
    this.#end();
    syncNames(this.#staging);
    const others = this.#names.filter((name) => name !== this.#main);
    if (others.length > 0) rmSync(join(this.#folder, this.#main), { force: true });
    for (const name of [...others, this.#main]) {
      renameSync(join(this.#staging, name), join(this.#folder, name));
    }
    syncNames(this.#folder);
    rmdirSync(this.#staging);
  }

  /** Leaves everything as it was before. */
  discard(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    rmSync(this.#staging, { recursive: true, force: true });
  }

  #end(): void {
    const file = this.#file;
    if (file === undefined) return;
    fsyncSync(file);
    this.#file = undefined;
    closeSync(file);
  }
}
