import { type RunConfig, runFormat, runVersion } from './config.js';

/** Longest list that a configuration may hold: features, classes. */
const longestList = 100_000;

/** What is wrong with a configuration: where, what is there, what is accepted. */
export class ConfigProblem extends Error {}

/**
 * The parts of a run's configuration that predicting needs, each checked: a file may have been
 * edited or cut.
 * @throws {@link ConfigProblem}
 */
export function parseConfig(json: string): RunConfig {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new ConfigProblem('got text that is no JSON, expected the configuration of a run');
  }
  const config = record(value, 'the file');
  if (config.format !== runFormat) {
    throw new ConfigProblem(`got no \`"format": "${runFormat}"\`, expected the file of a run`);
  }
  if (config.version !== runVersion) {
    throw new ConfigProblem(
      `got version ${JSON.stringify(config.version)}, expected ${runVersion}`,
    );
  }
  const features = record(config.features, 'features');
  const names = list(features.names, 'features.names', isText);
  const mean = list(features.mean, 'features.mean', isNumber);
  const deviation = list(features.deviation, 'features.deviation', isPositive);
  if (names.length === 0 || mean.length !== names.length || deviation.length !== names.length) {
    throw new ConfigProblem('got lists of different lengths in `features`, expected equal ones');
  }
  list(config.hidden, 'hidden', (x): x is number => isCount(x) && x > 0);
  const target = record(config.target, 'target');
  check(target.name, 'target.name', isText);
  if ('classNames' in target) {
    if (list(target.classNames, 'target.classNames', isText).length < 2) {
      throw new ConfigProblem('got fewer than two `target.classNames`, expected at least two');
    }
  } else {
    check(target.mean, 'target.mean', isNumber);
    check(target.deviation, 'target.deviation', isPositive);
  }
  check(config.dropout, 'dropout', (x): x is number => isNumber(x) && x >= 0 && x < 1);
  check(config.seed, 'seed', (x): x is number => isCount(x) && x < 2 ** 32);
  // Everything that is read of it from here on is checked above.
  return config as unknown as RunConfig;
}

type Guard<T> = (value: unknown) => value is T;

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isPositive = (value: unknown): value is number => isNumber(value) && value > 0;

const isCount = (value: unknown): value is number =>
  isNumber(value) && Number.isInteger(value) && value >= 0;

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new ConfigProblem(`got no object as ${where}, expected one`);
}

function check<T>(value: unknown, where: string, guard: Guard<T>): void {
  if (!guard(value)) {
    throw new ConfigProblem(`got ${JSON.stringify(value) ?? 'nothing'} as \`${where}\``);
  }
}

function list<T>(value: unknown, where: string, guard: Guard<T>): T[] {
  if (Array.isArray(value) && value.length <= longestList && value.every(guard)) return value;
  throw new ConfigProblem(`got no fitting list as \`${where}\`, expected one`);
}
