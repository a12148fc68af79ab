import { failure, reasonOf } from '../../shell/errors.js';
import type { Output } from '../../shell/io.js';
import { WholeFile } from '../../shell/output-folder/whole-file.js';

/** Where rows go. */
export interface RowOutput {
  write(text: string): void;
  /** All rows are there. */
  finish(): void;
  /** Something failed; nothing is left behind. */
  discard(): void;
}

/** Rows to the standard output. */
export const toStdout = (stdout: Output): RowOutput => ({
  write: (text) => void stdout.write(text),
  finish() {},
  discard() {},
});

/** Rows to a file, which has its name when it is whole. */
export function toFile(path: string): RowOutput {
  const explained = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw failure(
        `--out: got ${reasonOf(error)} at ${path}, expected a file to write. Choose another one.`,
        error,
      );
    }
  };
  const file = explained(() => new WholeFile(path));
  return {
    write: (text) => explained(() => file.write(text)),
    finish: () => explained(() => file.finish()),
    discard: () => file.discard(),
  };
}
