import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, reasonOf, usageError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import type { EpochMetrics } from '../train/metrics.js';
import { type RunConfig, runFormat } from './config.js';

/** Names of the files of a run. */
export const files = {
  config: 'config.json',
  metrics: 'metrics.jsonl',
  model: 'model.safetensors',
  report: 'report.svg',
} as const;

/** A folder that is being filled by a training. */
export interface RunFolder {
  readonly path: string;
  /** Whether an earlier run was there. */
  readonly replaces: boolean;
  appendMetrics(line: EpochMetrics): void;
  /** Writes what is known only at the end. */
  finish(model: Uint8Array, report: string): void;
}

/**
 * Makes a run folder and writes its configuration.
 *
 * A folder that holds a run is cleared of the four files of that run. One that holds anything else
 * is refused, so nothing of anyone is overwritten.
 * @throws {@link CliError} with status 2 when the folder is refused, 1 when it cannot be written.
 */
export function openRunFolder(path: string, config: RunConfig): RunFolder {
  const replaces = checkFree(path);
  const write = (action: () => void) => {
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
  write(() => {
    makeFolder(path);
    for (const name of Object.values(files)) rmSync(join(path, name), { force: true });
    writeFileSync(join(path, files.config), `${JSON.stringify(config, null, 2)}\n`);
    writeFileSync(join(path, files.metrics), '');
  });
  return {
    path,
    replaces,
    appendMetrics: (line) =>
      write(() => appendFileSync(join(path, files.metrics), `${JSON.stringify(line)}\n`)),
    finish: (model, report) =>
      write(() => {
        writeFileSync(join(path, files.report), report);
        writeFileSync(join(path, files.model), model);
      }),
  };
}

/** Whether a run is in the folder; throws when something else is. */
function checkFree(path: string): boolean {
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
  if (isRun(join(path, files.config))) return true;
  throw usageError(
    `--out: got ${path}, which holds other files, expected a new or empty folder or an earlier ` +
      'run. Choose another one.',
  );
}

function isRun(configFile: string): boolean {
  try {
    return JSON.parse(readFileSync(configFile, 'utf8'))?.format === runFormat;
  } catch {
    // Whatever stops the reading: it is no run that may be replaced.
    return false;
  }
}
