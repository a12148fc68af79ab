import { type FolderKind, OutputFolder } from '../shell/output-folder/output-folder.js';
import { configFile } from '../shell/output-folder/replace.js';
import { type RunConfig, runFormat } from './config.js';

/** Names of the files of a run. */
export const files = {
  config: configFile,
  metrics: 'metrics.jsonl',
  model: 'model.safetensors',
  report: 'report.svg',
} as const;

const kind: FolderKind = { name: 'run', format: runFormat };

/**
 * The folder of a run that begins. An earlier run in it stays until the new one is whole.
 * @throws {@link CliError} with status 2 when the folder is refused, 1 when it cannot be written.
 */
export function openRunFolder(path: string, config: RunConfig): OutputFolder {
  const folder = new OutputFolder(path, kind, config);
  folder.write(files.metrics, '');
  return folder;
}
