import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CheckpointFolder } from '@nadir/train/node';
import { copyInput, standardInput } from '../data/standard-input.js';
import { failure, reasonOf, usageError } from '../shell/errors.js';
import { makeFolder } from '../shell/output-folder/make-folder.js';
import { type FolderKind, OutputFolder } from '../shell/output-folder/output-folder.js';
import { configFile, isRunning } from '../shell/output-folder/replace.js';
import { writeWhole } from '../shell/output-folder/whole-file.js';
import { printable } from '../terminal/layout.js';
import { type RunConfig, runFormat } from './config.js';

/** Names of the files of a run. */
export const files = {
  config: configFile,
  metrics: 'metrics.jsonl',
  model: 'model.safetensors',
  report: 'report.svg',
} as const;

/** Name of the file of the training that holds what came by the standard input. */
export const inputFile = 'input';

/** The folder in that of a run where its training is until it is whole. */
export const trainingFolder = 'training';

/** The file there that names the process at work. */
const processFile = 'process';

const kind: FolderKind = { name: 'run', format: runFormat, working: trainingFolder };

/** What comes of a training: the contents of the files of its run. */
export type RunFiles = Readonly<Record<Exclude<keyof typeof files, 'config'>, string | Uint8Array>>;

/**
 * The folder of a run and of its training.
 *
 * A training has a folder of its own in it, with its configuration, its metrics so far, and checkpoints. The files of an earlier run stay until
 * those of the new one take their places, all at once.
 */
export class RunFolder {
  readonly path: string;
  /** Checkpoints of the training. */
  readonly checkpoints: CheckpointFolder;
  readonly #config: RunConfig;
  readonly #output: OutputFolder;
  readonly #training: string;

  private constructor(path: string, config: RunConfig) {
    this.path = path;
    this.#config = config;
    this.#training = join(path, trainingFolder);
    this.checkpoints = new CheckpointFolder(this.#training);
    refuseRunning(path);
    this.#output = new OutputFolder(path, kind, config);
  }

  /**
   * Where a training begins.
   *
   * @param restart Whether the checkpoints of an unfinished training may be lost.
   * @throws {@link CliError} with status 2 when the folder is refused, 1 when it cannot be written.
   */
  static begin(path: string, config: RunConfig, restart: boolean): RunFolder {
    const training = join(path, trainingFolder);
    refuseRunning(path);
    if (!restart && hasCheckpoints(training)) {
      const place = printable(path);
      throw usageError(
        `--out: got ${place}, where a training was stopped before its end, expected a folder without one. ` +
          `Write \`nadir resume ${place}\` to go on, --restart to begin anew, or --out for another folder.`,
      );
    }
    const folder = new RunFolder(path, config);
    try {
      folder.#write(() => {
        rmSync(training, { recursive: true, force: true });
        folder.#describe();
        folder.#claim();
        // For a training that goes on: the standard input comes only once.
        if (config.data?.files.includes(standardInput)) copyInput(join(training, inputFile));
      });
    } catch (error) {
      folder.discard();
      throw error;
    }
    return folder;
  }

  /** Where a training goes on. */
  static continue(path: string, config: RunConfig): RunFolder {
    const folder = new RunFolder(path, config);
    folder.#write(() => folder.#claim());
    return folder;
  }

  /** Whether an earlier run is there. */
  get replaces(): boolean {
    return this.#output.replaces;
  }

  /** Sets the lines of the metrics that can be watched. */
  startMetrics(lines: readonly object[]): void {
    this.#write(() => writeFileSync(this.#metrics, lines.map(textOf).join('')));
  }

  /** Adds a line to them. A full disk ends no training: the next checkpoint tells. */
  addMetrics(line: object): void {
    try {
      appendFileSync(this.#metrics, textOf(line));
    } catch {
      // The line is in the checkpoint, and in the metrics of the run.
    }
  }

  /** Puts the files of a run in their places. */
  put(contents: RunFiles): void {
    for (const name of ['metrics', 'model', 'report'] as const) {
      this.#output.write(files[name], contents[name]);
    }
    this.#output.finish();
  }

  /** Ends the training for good: its checkpoints are removed. */
  remove(): void {
    rmSync(this.#training, { recursive: true, force: true });
  }

  /** Leaves the training to be gone on with. */
  leave(): void {
    // Somebody may have deleted the folder while a checkpoint was still to come.
    if (!existsSync(join(this.#training, configFile))) this.#write(() => this.#describe());
    rmSync(join(this.#training, processFile), { force: true });
  }

  /** Leaves checkpoints to go on from; where there are none, everything is as it was before. */
  abandon(): void {
    if (hasCheckpoints(this.#training)) this.leave();
    else this.discard();
  }

  /** Leaves everything as it was before. */
  discard(): void {
    this.remove();
    this.#output.discard();
  }

  get #metrics(): string {
    return join(this.#training, files.metrics);
  }

  /** Writes the configuration of the training. */
  #describe(): void {
    makeFolder(this.#training);
    const file = join(this.#training, configFile);
    writeWhole(file, `${JSON.stringify(this.#config, null, 2)}\n`);
  }

  #claim(): void {
    writeFileSync(join(this.#training, processFile), `${process.pid}\n`);
  }

  #write(change: () => void): void {
    try {
      change();
    } catch (error) {
      throw failure(
        `--out: got ${reasonOf(error)} at ${this.path}, expected a folder to write to. Choose another one.`,
        error,
      );
    }
  }
}

const textOf = (line: object): string => `${JSON.stringify(line)}\n`;

/** The process that trains in the folder of a run, if there is one. */
export function processIn(run: string): number | undefined {
  const file = join(run, trainingFolder, processFile);
  const id = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return id > 0 && id !== process.pid && isRunning(id) ? id : undefined;
}

/** Name of the newest checkpoint in the folder of a run, if there is one. */
export const lastCheckpoint = (run: string): string | undefined =>
  checkpointsIn(join(run, trainingFolder)).sort().at(-1);

/** @throws {@link CliError} with status 1 when another process trains in the folder of a run. */
function refuseRunning(run: string): void {
  const id = processIn(run);
  if (id === undefined) return;
  const training = join(run, trainingFolder);
  throw failure(
    `--out: got ${printable(training)}, where the process ${id} is training, expected a folder of its own for each training. ` +
      `Choose another one; if that process is none of nadir, delete ${printable(join(training, processFile))}.`,
  );
}

const hasCheckpoints = (training: string): boolean => checkpointsIn(training).length > 0;

const checkpointsIn = (training: string): string[] =>
  existsSync(training) ? readdirSync(training).filter((name) => /^step-\d+\./.test(name)) : [];
