import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliError, failure, reasonOf, usageError } from '../../shell/errors.js';
import { syncNames, writeDurably } from '../../shell/output-folder/durable.js';
import { makeFolder } from '../../shell/output-folder/make-folder.js';
import { configFile, isRunning } from '../../shell/output-folder/replace.js';
import { printable } from '../../terminal/layout.js';
import { Ledger } from './ledger/ledger.js';
import { type SweepConfig, sweepFormat, sweepVersion } from './plan/config.js';

/** Names in the folder of a sweep. */
const names = { ledger: 'ledger.jsonl', trials: 'trials', draft: `${configFile}.unfinished` };

/** Name of the file by which a process says that it drives the sweep. */
const driver = /^driver-(\d+)$/;

/**
 * The folder of a sweep: its configuration, its ledger and the runs of its trials. One process at a time drives it.
 */
export class SweepFolder {
  readonly path: string;
  readonly ledger: Ledger;

  private constructor(path: string) {
    this.path = path;
    this.ledger = new Ledger(join(path, names.ledger));
  }

  /**
   * Begins a sweep, or goes on with it where the folder has the same one.
   * @throws {@link CliError} with status 2 when the folder holds anything else, 1 when it cannot be written or another process drives it.
   */
  static begin(path: string, config: SweepConfig): SweepFolder {
    return inFolder(path, () => {
      const isNew = !existsSync(join(path, configFile));
      if (isNew) refuseOthers(path);
      else refuseChanges(path, config, readConfig(path));
      makeFolder(join(path, names.trials));
      claim(path);
      const draft = join(path, names.draft);
      writeDurably(draft, [`${JSON.stringify(config, null, 2)}\n`]);
      renameSync(draft, join(path, configFile));
      syncNames(path);
      return new SweepFolder(path);
    });
  }

  /**
   * Goes on with the sweep in a folder.
   * @throws {@link CliError} with status 1 when there is none, or another process drives it.
   */
  static resume(path: string): { readonly folder: SweepFolder; readonly config: SweepConfig } {
    return inFolder(path, () => {
      const config = readConfig(path);
      makeFolder(join(path, names.trials));
      claim(path);
      return { folder: new SweepFolder(path), config };
    });
  }

  /** The run folder of a trial. */
  trial(number: number): string {
    return join(this.path, names.trials, String(number));
  }

  /** Leaves the folder to other processes. */
  leave(): void {
    this.ledger.close();
    rmSync(claimOf(this.path, process.pid), { force: true });
  }
}

const claimOf = (path: string, id: number) => join(path, `driver-${id}`);

/** Each process writes its own file before it looks for those of others: of two that start at once, at least one sees the other. */
function claim(path: string): void {
  const own = claimOf(path, process.pid);
  writeFileSync(own, '');
  for (const name of readdirSync(path)) {
    const id = Number(driver.exec(name)?.[1] ?? process.pid);
    if (id === process.pid) continue;
    if (!isRunning(id)) {
      rmSync(join(path, name), { force: true });
      continue;
    }
    rmSync(own, { force: true });
    throw failure(
      `--out: got ${printable(path)}, where the process ${id} drives the sweep, expected one process for each. ` +
        `Wait for it; if that process is none of nadir, delete ${printable(join(path, name))}.`,
    );
  }
}

function readConfig(path: string): SweepConfig {
  const file = join(path, configFile);
  let config: Partial<SweepConfig>;
  try {
    config = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw notASweep(file);
    throw failure(
      `${printable(file)}: got ${reasonOf(error)}, expected the configuration of a sweep. Give the folder that nadir sweep has named.`,
      error,
    );
  }
  if (config?.format !== sweepFormat) throw notASweep(file);
  if (config.version !== sweepVersion) {
    throw failure(
      `${printable(file)}: got version ${config.version}, expected ${sweepVersion}. Take the nadir that wrote it.`,
    );
  }
  return config as SweepConfig;
}

const notASweep = (file: string): CliError =>
  failure(
    `${printable(file)}: got something else, expected the configuration of a sweep. Give the folder that nadir sweep has named.`,
  );

function refuseOthers(path: string): void {
  const others = existsSync(path)
    ? readdirSync(path).filter((name) => !driver.test(name) && !Object.values(names).includes(name))
    : [];
  if (others.length === 0) return;
  throw usageError(
    `--out: got ${printable(path)}, which holds other files, expected a new or empty folder or an earlier sweep. Choose another one.`,
  );
}

/** Nothing may change but the number of trials, which may grow. */
function refuseChanges(path: string, wanted: SweepConfig, found: SweepConfig): void {
  const { trials: more, rungs, ...settings } = wanted;
  const { trials: earlier, rungs: earlierRungs, ...earlierSettings } = found;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const isSame =
    same(settings, earlierSettings) &&
    same(more.slice(0, earlier.length), earlier) &&
    (rungs.length === 1 || same(rungs, earlierRungs));
  if (isSame) return;
  const place = printable(path);
  throw usageError(
    `--out: got ${place}, where there is a sweep with other settings, expected the same ones. ` +
      `Write \`nadir sweep --resume ${place}\` to go on with that, or --out for another folder.`,
  );
}

/** Does it, errors of the file system in the words of the command line. */
function inFolder<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw failure(
      `--out: got ${reasonOf(error)} at ${printable(path)}, expected a folder to write to. Choose another one.`,
      error,
    );
  }
}
