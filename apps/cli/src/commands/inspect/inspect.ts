import { basename } from 'node:path';
import { filesBelow, isArrayFile, isFolder } from '../../formats/find.js';
import { inFile, openArrayFile } from '../../formats/open.js';
import { CliError, failure, interruptedStatus } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { columnsOf, printable } from '../../terminal/layout.js';
import { type StatusLine, statusLine } from '../../terminal/status-line.js';
import { formatBytes } from '../../text/numbers.js';
import { type Inspected, inspectedFrom } from './inspected.js';
import { formatInspected } from './report.js';

/** A file that could not be read, as `--json` prints it. */
interface Unread {
  readonly path: string;
  readonly message: string;
}

/** Inspects files and folders, and returns the exit status. */
export async function inspect(
  paths: readonly string[],
  {
    json = false,
    headersOnly = false,
  }: { readonly json?: boolean; readonly headersOnly?: boolean },
  io: Io,
): Promise<number> {
  const line = statusLine(io);
  const colors = colorsFor(io, io.stdout);
  const files: Inspected[] = [];
  const unread: Unread[] = [];
  try {
    for (const path of await filesOf(paths)) {
      try {
        const inspected = await inspectPath(path, !headersOnly, line, io.signal);
        files.push(inspected);
        if (!json) io.stdout.write(formatInspected(inspected, columnsOf(io.stdout), colors));
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        unread.push({ path, message: error.message });
        io.stderr.write(`${colorsFor(io, io.stderr).red(printable(error.message))}\n`);
      }
    }
  } catch (error) {
    if (io.signal.aborted) return interruptedStatus;
    throw error;
  }
  if (json) io.stdout.write(`${JSON.stringify({ files, unread })}\n`);
  return unread.length === 0 ? 0 : 1;
}

async function inspectPath(
  path: string,
  readsValues: boolean,
  line: StatusLine,
  signal: AbortSignal,
): Promise<Inspected> {
  const file = await openArrayFile(path);
  const total = formatBytes(file.bytes);
  try {
    return await inspectedFrom(file, readsValues, (bytes) => {
      signal.throwIfAborted();
      line.show(`${formatBytes(bytes)} of ${total}`);
    });
  } catch (error) {
    throw inFile(path, error);
  } finally {
    line.clear();
    await file.close();
  }
}

/** The files that were asked for, and those with arrays in them in the folders that were asked for. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (!(await isFolder(path))) {
      files.push(path);
      continue;
    }
    const inside = (await filesBelow(path)).filter((file) => isArrayFile(basename(file)));
    if (inside.length === 0) {
      throw failure(
        `${path}: got a folder without .safetensors, .npz, .npy and model.json, expected one of these in it.`,
      );
    }
    files.push(...inside);
  }
  return files;
}
