import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { files } from '../../run/folder.js';
import { loadConfig } from '../../run/load.js';
import { bestOf, type EpochMetrics } from '../../run/metrics.js';
import { failure, reasonOf } from '../../shell/errors.js';
import { currentFile } from '../../shell/output-folder/replace.js';
import type { Point, Reported } from './reported.js';
import { settingsOf } from './settings.js';

/**
 * Reads a run from its folder.
 * @throws {@link CliError} with status 1 when a file is missing or damaged.
 */
export function runIn(folder: string): Reported {
  const config = loadConfig(folder);
  const { encoder, optimizer } = config;
  const metrics = metricsIn(currentFile(folder, files.metrics));
  return {
    name: basename(resolve(folder)),
    optimizer: optimizer.name,
    learningRate: Number(optimizer.options.learningRate),
    task: encoder.target.task,
    part: metrics.every(({ validation }) => validation) ? 'validation part' : 'training batches',
    points: metrics.map(pointOf),
    best: pointOf(bestOf(metrics) as EpochMetrics),
    settings: settingsOf(config),
  };
}

const pointOf = ({ epoch, step, train, validation }: EpochMetrics): Point =>
  validation === undefined
    ? { epoch, step, scores: train }
    : { epoch, step, scores: validation, train };

function metricsIn(file: string): EpochMetrics[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw failure(
      `${file}: got ${reasonOf(error)}, expected the metrics of a finished run. Give the folder that nadir train has named.`,
      error,
    );
  }
  const lines = text.split('\n').filter((line) => line !== '');
  const metrics = lines.map((line, i) => {
    const read = parsed(line);
    if (isMetrics(read)) return read;
    throw failure(
      `${file}:${i + 1}: got ${JSON.stringify(line.slice(0, 40))}, expected the figures of an epoch. Train again.`,
    );
  });
  if (metrics.length > 0) return metrics;
  throw failure(`${file}: got no epoch, expected one or more. Train again.`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isMetrics(value: unknown): value is EpochMetrics {
  const { epoch, step, train, validation } = Object(value) as EpochMetrics;
  const isScores = (scores: unknown) => Number.isFinite(Object(scores).loss);
  return (
    Number.isSafeInteger(epoch) &&
    Number.isSafeInteger(step) &&
    isScores(train) &&
    (validation === undefined || isScores(validation))
  );
}
