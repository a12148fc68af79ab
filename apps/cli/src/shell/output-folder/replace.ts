import { existsSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncNames, writeDurably } from './durable.js';

/** Name of the file that says what is in a folder. Where it is, all other files are there and belong to it. */
export const configFile = 'config.json';

/** The contents of files by name, each in parts. */
export type Contents = ReadonlyMap<string, readonly (string | Uint8Array)[]>;

/** Holds the new files of a folder from the moment when all are on the disk until each is in its place. */
const finished = '.nadir-finished';

const unfinished = /^unfinished-(\d+)-\w{6}$/;

/**
 * Makes a folder for files that are not whole yet, in the folder that they are for: whatever that is, a mount or
 * the current one, it stays itself, and nothing is written around it.
 */
export const makeUnfinished = (folder: string): string =>
  mkdtempSync(join(folder, `unfinished-${process.pid}-`));

/** Whether a name is that of a folder with files that are not whole. */
export const isUnfinished = (name: string): boolean => unfinished.test(name);

/** Removes what processes have left that ended before their files were whole. */
export function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const process = unfinished.exec(name)?.[1];
    if (process === undefined || isRunning(Number(process))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Whether a process is running, of whomever. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // A process of another user is running, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Puts files in the place of those in a folder, all or none: whenever the process or the machine stops, the folder has
 * the old files or, once {@link settle} has been there, the new ones.
 */
export function replaceFiles(folder: string, contents: Contents): void {
  const staging = makeUnfinished(folder);
  try {
    for (const [name, parts] of contents) writeDurably(join(staging, name), parts);
    syncNames(staging);
    settle(folder);
    // From here on the new files count.
    renameSync(staging, join(folder, finished));
    syncNames(folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  settle(folder);
}

/**
 * Puts into their places the files of a replacement that was stopped on its way. The configuration goes first and comes
 * last, so that a folder is never taken for one with the files of two.
 */
export function settle(folder: string): void {
  const source = join(folder, finished);
  if (!existsSync(source)) return;
  const names = readdirSync(source);
  if (names.includes(configFile)) rmSync(join(folder, configFile), { force: true });
  for (const name of names.sort((a, b) => Number(a === configFile) - Number(b === configFile))) {
    renameSync(join(source, name), join(folder, name));
  }
  rmdirSync(source);
  syncNames(folder);
}

/** Where a file of a folder is, also between a replacement and its end. */
export function currentFile(folder: string, name: string): string {
  const file = join(folder, finished, name);
  return existsSync(file) ? file : join(folder, name);
}
