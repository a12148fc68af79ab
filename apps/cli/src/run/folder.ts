import { configFile, type FolderKind, openFolder } from '../shell/output-folder.js';
import type { EpochMetrics } from '../training/metrics.js';
import { type RunConfig, runFormat } from './config.js';

/** Names of the files of a run. */
export const files = {
  config: configFile,
  metrics: 'metrics.jsonl',
  model: 'model.safetensors',
  report: 'report.svg',
} as const;

const kind: FolderKind = {
  name: 'run',
  format: runFormat,
  files: [files.metrics, files.model, files.report],
};

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
 * Makes a run folder and writes its configuration. An earlier run in it is replaced.
 * @throws {@link CliError} with status 2 when the folder is refused, 1 when it cannot be written.
 */
export function openRunFolder(path: string, config: RunConfig): RunFolder {
  const folder = openFolder(path, kind, config);
  folder.write(files.metrics, '');
  return {
    path,
    replaces: folder.replaces,
    appendMetrics: (line) => folder.append(files.metrics, line),
    finish(model, report) {
      folder.write(files.report, report);
      folder.write(files.model, model);
    },
  };
}
