import { FormatError, OptionError } from '@nadir/core';
import { encoderFrom } from '@nadir/train/tables';
import { isModelFile, modelNames } from '../training/model-names.js';
import { type RunConfig, runFormat, runVersion } from './config.js';

/** What is wrong with a configuration: where, what is there, what is accepted. */
export class ConfigProblem extends Error {}

/**
 * The configuration of a run. What predicting needs is checked: a file may have been edited or cut.
 *
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
  const { hidden } = config;
  if (!(Array.isArray(hidden) && hidden.length <= 16 && hidden.every((n) => isCount(n) && n > 0))) {
    throw new ConfigProblem('got no fitting list as `hidden`, expected widths of layers');
  }
  // Runs had no other model before they named it.
  const { model = 'mlp' } = config;
  check(model, 'model', (x) => modelNames.some((name) => name === x) || isModelFile(String(x)));
  check(config.dropout, 'dropout', (x) => isNumber(x) && x >= 0 && x < 1);
  check(config.seed, 'seed', (x) => isCount(x) && x < 2 ** 32);
  // Everything that predicting reads of it from here on is checked above, or by the encoder.
  return {
    ...(config as unknown as RunConfig),
    ...dataIn(config.data),
    model: model as string,
    encoder: encoderIn(config.encoder),
  };
}

/** What was learned from. Runs had one file, named `file`, before there could be several. */
function dataIn(value: unknown): Pick<RunConfig, 'data'> {
  if (value === undefined) return {};
  const { file, ...data } = record(value, '`data`');
  const files = data.files ?? [file];
  check(
    files,
    'data.files',
    (x) => Array.isArray(x) && x.length > 0 && x.every((one) => typeof one === 'string'),
  );
  return { data: { ...data, files } as unknown as NonNullable<RunConfig['data']> };
}

function encoderIn(value: unknown) {
  try {
    return encoderFrom(value as never);
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof OptionError)) throw error;
    throw new ConfigProblem(error.message.replace(/\.?( [A-Z].*)?$/, ''));
  }
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new ConfigProblem(`got no object as ${where}, expected one`);
}

function check(value: unknown, where: string, accepts: (value: unknown) => boolean): void {
  if (!accepts(value)) {
    throw new ConfigProblem(`got ${JSON.stringify(value) ?? 'nothing'} as \`${where}\``);
  }
}
