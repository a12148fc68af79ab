import { createReadStream, fstatSync, readFileSync } from 'node:fs';
import { FormatError, StateError } from '@nadir/core';
import { scratchFile } from '@nadir/train/node';
import {
  type OpenTable,
  openTable,
  readTable,
  type Table,
  type TableOptions,
  type TableSource,
} from '@nadir/train/tables';
import { failure, reasonOf } from '../shell/errors.js';

/** What stands for the standard input in the place of a path. */
export const standardInput = '-';

/**
 * Reads the table in a file, or of the standard input. One that memory is too small for goes to a file without a name.
 *
 * @throws {@link CliError} with status 1 when it cannot be read.
 */
export const tableIn = (file: string, options: TableOptions = {}): Promise<Table> =>
  explained(file, () =>
    readTable(sourceOf(file), { ...options, name: nameOf(file), scratch: scratchFile() }),
  );

/** Looks through such a table, to read it part by part. */
export const openTableIn = (file: string, options: TableOptions = {}): Promise<OpenTable> =>
  explained(file, () => openTable(sourceOf(file), { ...options, name: nameOf(file) }));

/** The name of a file in messages. */
const nameOf = (file: string): string => (file === standardInput ? 'standard input' : file);

/** The standard input comes once, and tables are read twice. */
const sourceOf = (file: string): TableSource =>
  file === standardInput ? readInput() : () => createReadStream(file);

function readInput(): Uint8Array {
  if (fstatSync(0).isCharacterDevice()) {
    throw failure('-: got a terminal as standard input, expected rows. Write … < file.csv.');
  }
  return readFileSync(0);
}

/** Does it, errors of the file and its cells in the words of the command line. */
export async function explained<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormatError) throw failure(error.message, error);
    if (error instanceof StateError) {
      throw failure(error.message.replace(/^scratchFile/, 'TMPDIR'), error);
    }
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw failure(`${nameOf(file)}: got ${reasonOf(error)}, expected a file of rows.`, error);
  }
}
