import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliError, failure, reasonOf, usageError } from '../errors.js';
import { makeFolder } from './make-folder.js';
import {
  configFile,
  isUnfinished,
  makeUnfinished,
  removeAbandoned,
  replaceFiles,
  settle,
} from './replace.js';

/** A kind of folder that a command leaves. */
export interface FolderKind {
  /** What one is called in messages, such as `run`. */
  readonly name: string;
  /** First words of its configuration, by which it is known again. */
  readonly format: string;
  /** Name of a folder in it for work under way, which may be there before all else. */
  readonly working?: string;
}

/**
 * A folder that a command leaves. Its files take the places of an earlier one's all at once, in
 * {@link OutputFolder.finish}; until then the earlier one stays whole.
 */
export class OutputFolder {
  readonly path: string;
  /** Whether an earlier one of the same kind was there. */
  readonly replaces: boolean;
  readonly #kind: FolderKind;
  readonly #isNew: boolean;
  readonly #contents = new Map<string, (string | Uint8Array)[]>();
  /** Where lines can be watched while they come. */
  #watched: string | undefined;

  /**
   * @throws {@link CliError} with status 2 when the folder holds anything but an earlier one of the kind, 1 when it cannot
   * be written.
   */
  constructor(path: string, kind: FolderKind, config: { readonly format: string }) {
    this.path = path;
    this.#kind = kind;
    this.#isNew = !existsSync(path);
    this.replaces = checkFree(path, kind);
    this.write(configFile, `${JSON.stringify(config, null, 2)}\n`);
    try {
      makeFolder(path);
      removeAbandoned(path);
    } catch (error) {
      throw notWritten(path, error);
    }
  }

  /** Sets the content of a file. */
  write(file: string, content: string | Uint8Array): void {
    this.#contents.set(file, [content]);
  }

  /** Adds a line of JSON to a file. People can read it in a folder `unfinished-…` from now on. */
  append(file: string, line: object): void {
    const text = `${JSON.stringify(line)}\n`;
    const parts = this.#contents.get(file);
    if (parts === undefined) this.#contents.set(file, [text]);
    else parts.push(text);
    try {
      this.#watched ??= makeUnfinished(this.path);
      appendFileSync(join(this.#watched, file), text);
    } catch {
      // A full disk or a folder that was deleted ends no work: the line is kept, and finish() tells.
    }
  }

  /**
   * Puts all files in their places. Where the folder cannot take them, they go to a new one among the temporary files.
   *
   * @throws {@link CliError} with status 1 that names the place, when it is not the one that was asked for.
   */
  finish(): void {
    try {
      makeFolder(this.path);
      replaceFiles(this.path, this.#contents);
    } catch (error) {
      throw this.#saveElsewhere(error);
    } finally {
      this.#removeWatched();
    }
  }

  /** Leaves everything as it was before. */
  discard(): void {
    this.#removeWatched();
    if (!this.#isNew) return;
    try {
      rmdirSync(this.path);
    } catch {
      // Somebody has put something into it, or it is gone.
    }
  }

  #removeWatched(): void {
    if (this.#watched === undefined) return;
    try {
      rmSync(this.#watched, { recursive: true, force: true });
    } catch {
      // The next command that writes to the folder removes it.
    }
  }

  #saveElsewhere(error: unknown): CliError {
    try {
      const place = mkdtempSync(join(tmpdir(), `nadir-${this.#kind.name}-`));
      replaceFiles(place, this.#contents);
      return notWritten(this.path, error, `The ${this.#kind.name} is in ${place}; move it.`);
    } catch {
      return notWritten(this.path, error);
    }
  }
}

const notWritten = (path: string, error: unknown, advice = 'Choose another one.'): CliError =>
  failure(
    `--out: got ${reasonOf(error)} at ${path}, expected a folder to write to. ${advice}`,
    error,
  );

/** Whether one of this kind is in the folder; throws when something else is. */
function checkFree(path: string, kind: FolderKind): boolean {
  let names: string[];
  try {
    settle(path);
    names = readdirSync(path).filter((name) => !isUnfinished(name) && name !== kind.working);
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
