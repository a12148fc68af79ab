import type { FolderKind } from '../../../shell/output-folder/output-folder.js';
import { configFile } from '../../../shell/output-folder/replace.js';
import { comparisonFormat } from '../plan/plan.js';

/** Names of the files of a comparison. */
export const files = {
  config: configFile,
  results: 'results.jsonl',
  html: 'report.html',
  svg: 'report.svg',
} as const;

/** The folder of a comparison. */
export const comparisonFolder: FolderKind = { name: 'comparison', format: comparisonFormat };

/** Digits that float32 holds; more would only take room. */
const digits = 7;

/** A value whose numbers are rounded to what float32 holds, as it goes into a file. */
export function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, x) =>
      typeof x === 'number' && !Number.isInteger(x) ? Number(x.toPrecision(digits)) : x,
    ),
  ) as T;
}
