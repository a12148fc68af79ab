import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as core from '@nadir/core';
import * as nn from '@nadir/nn';
import * as tf from '@tensorflow/tfjs-core';
import { failure, reasonOf, usageError } from '../shell/errors.js';
import { isTypeScript } from './model-names.js';

/** What the function of a model's file is given. Layers are to be made of these packages: other copies do not know each other. */
export interface ModelRequest {
  /** Number of features. */
  readonly inputs: number;
  /** Number of classes, or 1 for a number. */
  readonly outputs: number;
  /** Random numbers that follow from the seed. */
  readonly random: core.RandomStreams;
  readonly nn: typeof nn;
  readonly core: typeof core;
  readonly tf: typeof tf;
}

/** Makes a model in the place of the network that comes with Nadir. */
export type BuildModel = (random: core.RandomStreams) => core.Module;

/**
 * SHA-256 of a model's file, as hexadecimal digits.
 *
 * @throws {@link CliError} with status 1 when it cannot be read.
 */
export function modelFingerprint(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch (error) {
    throw failure(`${file}: got ${reasonOf(error)}, expected the file of a model.`, error);
  }
}

/**
 * Loads the file of a model: its default export is a function of a {@link ModelRequest}, which returns a module.
 *
 * @throws {@link CliError} when it cannot be run, or makes something else.
 */
export async function loadUserModel(
  file: string,
  shape: Pick<ModelRequest, 'inputs' | 'outputs'>,
): Promise<BuildModel> {
  if (isTypeScript(file) && !stripsTypes()) {
    throw usageError(
      `${file}: got TypeScript, expected JavaScript on Node.js ${process.versions.node}. ` +
        'Take Node.js 22.18 or newer, or write the file as JavaScript, with the ending .mjs.',
    );
  }
  const make = await defaultOf(file);
  return (random) => {
    let made: unknown;
    try {
      made = make({ ...shape, random, nn, core, tf });
    } catch (error) {
      throw failure(`${file}: got an error (${messageOf(error)}), expected a module.`, error);
    }
    if (made instanceof core.Module) return checked(file, made as core.Module, shape);
    throw failure(
      `${file}: got ${kindOf(made)} from its function, expected a module. Make it of the \`nn\` or \`core\` that the function is given.`,
    );
  };
}

/** Whether this Node.js runs TypeScript. */
const stripsTypes = (): boolean =>
  Boolean((process.features as { readonly typescript?: unknown }).typescript);

async function defaultOf(file: string): Promise<(request: ModelRequest) => unknown> {
  let loaded: { readonly default?: unknown };
  try {
    loaded = await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    throw failure(`${file}: got an error (${messageOf(error)}), expected a file that runs.`, error);
  }
  if (typeof loaded.default === 'function') return loaded.default as never;
  throw failure(
    `${file}: got no function as default export, expected one that makes a model. ` +
      'Write export default ({ nn, inputs, outputs, random }) => new nn.Linear(inputs, outputs, { random });',
  );
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message.split('\n', 1).join() : String(error);

const kindOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? 'another object' : String(value);

/** A model that takes features and gives outputs, as a trial shows. */
function checked(
  file: string,
  model: core.Module,
  { inputs, outputs }: Pick<ModelRequest, 'inputs' | 'outputs'>,
): core.Module {
  model.eval();
  let shape: readonly number[] | undefined;
  try {
    shape = tf.tidy(() => (model.forward(tf.zeros([2, inputs])) as Partial<tf.Tensor>).shape);
  } catch (error) {
    throw failure(
      `${file}: got an error (${messageOf(error)}) for inputs [2, ${inputs}], expected outputs [2, ${outputs}].`,
      error,
    );
  }
  model.train();
  if (String(shape) === `2,${outputs}`) return model;
  throw failure(
    `${file}: got outputs [${shape}] for inputs [2, ${inputs}], expected [2, ${outputs}]. Let the last layer have ${outputs} units.`,
  );
}
