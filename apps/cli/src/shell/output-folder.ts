import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { failure, reasonOf, usageError } from './errors.js';

/** Name of the file that says what is in a folder. */
export const configFile = 'config.json';

/** A kind of folder that a command leaves. */
export interface FolderKind {
  /** What one is called in messages, such as `run`. */
  readonly name: string;
  /** First words of its configuration, by which it is known again. */
  readonly format: string;
  /** Names of its files beside the configuration. */
  readonly files: readonly string[];
}

/** A folder that is being filled. */
export interface OutputFolder {
  readonly path: string;
  /** Whether an earlier one of the same kind was there. */
  readonly replaces: boolean;
  write(file: string, content: string | Uint8Array): void;
  /** Adds a line of JSON to a file. */
  append(file: string, line: object): void;
}

/**
 * Makes a folder and writes its configuration.
 *
 * A folder that holds an earlier one of the same kind is cleared of the files of that. One that holds
 * anything else is refused, so nothing of anyone is overwritten.
 * @throws {@link CliError} with status 2 when the folder is refused, 1 when it cannot be written.
 */
export function openFolder(
  path: string,
  kind: FolderKind,
  config: { readonly format: string },
): OutputFolder {
  const replaces = checkFree(path, kind);
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      throw failure(
        `--out: got ${reasonOf(error)} at ${path}, expected a folder to write to. ` +
          'Choose another one.',
        error,
      );
    }
  };
  attempt(() => {
    makeFolder(path);
    for (const name of [configFile, ...kind.files]) rmSync(join(path, name), { force: true });
    writeFileSync(join(path, configFile), `${JSON.stringify(config, null, 2)}\n`);
  });
  return {
    path,
    replaces,
    write: (file, content) => attempt(() => writeFileSync(join(path, file), content)),
    append: (file, line) =>
      attempt(() => appendFileSync(join(path, file), `${JSON.stringify(line)}\n`)),
  };
}

/** Whether one of this kind is in the folder; throws when something else is. */
function checkFree(path: string, kind: FolderKind): boolean {
  let names: string[];
  try {
    names = readdirSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw failure(
      `--out: got ${reasonOf(error)} at ${path}, expected a folder. Choose another one.`,
      error,
    );
  }
  if (names.length === 0) return false;
  if (isOf(kind, join(path, configFile))) return true;
  throw usageError(
    `--out: got ${path}, which holds other files, expected a new or empty folder or an earlier ` +
      `${kind.name}. Choose another one.`,
  );
}

function isOf({ format }: FolderKind, file: string): boolean {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))?.format === format;
  } catch {
    // Whatever stops the reading: it is nothing that may be replaced.
    return false;
  }
}

/**
 * Makes a folder and those it lies in.
 * @throws the error of the file system when that fails, or when nothing may be written there.
 */
export function makeFolder(path: string): void {
  make(path);
  accessSync(path, constants.W_OK);
}

function make(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  // On Node 20 the option `recursive` of mkdirSync never returns for a path below /proc.
  if (parent !== path) make(parent);
  mkdirSync(path);
}
