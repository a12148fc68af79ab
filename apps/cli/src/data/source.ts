import { createReadStream } from 'node:fs';
import { FormatError, StateError } from '@nadir/core';
import { scratchFile } from '@nadir/train/node';
import {
  type OpenTable,
  openTable,
  readTable,
  type Table,
  type TableOptions,
} from '@nadir/train/tables';
import { failure, reasonOf } from '../shell/errors.js';
import { readInput, standardInput } from './standard-input.js';

/**
 * Reads the table in files, or of the standard input. One that memory is too small for goes to a file without a name.
 *
 * @throws {@link CliError} with status 1 when it cannot be read.
 */
export const tableIn = (files: readonly string[], options: TableOptions = {}): Promise<Table> =>
  explained(files, () =>
    readTable(
      { files: files.map((file) => ({ name: nameOf(file), bytes: bytesOf(file) })) },
      { ...options, name: files.map(nameOf).join(', '), scratch: scratchFile() },
    ),
  );

/** Looks through a table, to read it part by part. */
export const openTableIn = (file: string, options: TableOptions = {}): Promise<OpenTable> =>
  explained([file], () => openTable(bytesOf(file), { ...options, name: nameOf(file) }));

/** The name of a file in messages. */
const nameOf = (file: string): string => (file === standardInput ? 'standard input' : file);

/** Begins to read a file, or the standard input. */
export const bytesOf = (file: string) => () =>
  file === standardInput ? readInput() : createReadStream(file);

/** Does it, errors of the files and their cells in the words of the command line. */
export async function explained<T>(files: readonly string[], read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormatError) throw failure(error.message, error);
    if (error instanceof StateError) {
      throw failure(error.message.replace(/^scratchFile/, 'TMPDIR'), error);
    }
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const file = 'path' in error ? String(error.path) : files.map(nameOf).join(', ');
    throw failure(`${file}: got ${reasonOf(error)}, expected a file of rows.`, error);
  }
}
