import { engine, type Tensor, Variable } from '@tensorflow/tfjs-core';
import { describe, notAccepted, OptionError } from '../errors.js';

/** An object whose parameters have names of their own, such as a `Module`. */
export interface HasNamedParameters {
  namedParameters(): Iterable<readonly [string, Variable]>;
  /** Whether the object is in training mode, if it knows such a mode. */
  readonly training?: boolean;
}

/** A weight of a layer of TensorFlow.js. */
export interface LayerWeight {
  readonly originalName: string;
  read(): Tensor;
}

/** A `tf.LayersModel`, or one of its layers. */
export interface HasTrainableWeights {
  readonly trainableWeights: readonly LayerWeight[];
}

/**
 * Where parameters come from: a `Module`, a `tf.LayersModel`, variables, or variables with names. Several modules are known by
 * names, as in `{ encoder, decoder }`, which go before the paths in them, or in a list by their places: `0.weight`.
 */
export type ParameterSource =
  | HasNamedParameters
  | HasTrainableWeights
  | Variable
  | Iterable<Variable | LayerWeight | HasNamedParameters>
  | Iterable<readonly [string, Variable]>
  | { readonly [name: string]: HasNamedParameters };

/** A variable under the name by which its state is kept. */
export interface NamedVariable {
  readonly name: string;
  readonly variable: Variable;
}

/** Whether a value names parameters by itself. */
export function hasNamedParameters(value: unknown): value is HasNamedParameters {
  return typeof (value as HasNamedParameters | null)?.namedParameters === 'function';
}

/** Whether a value is a model of TensorFlow.js, or a layer. */
export const hasTrainableWeights = (value: unknown): value is HasTrainableWeights =>
  Array.isArray((value as HasTrainableWeights | null)?.trainableWeights);

/** Whether a value is an object of modules by names of their own. */
export function isRecordOfModules(
  value: object,
): value is Readonly<Record<string, HasNamedParameters>> {
  const values = Object.values(value);
  return values.length > 0 && values.every(hasNamedParameters);
}

/**
 * The parameters of one source, in order.
 *
 * @throws {@link OptionError} when there are none, or one is no float32 variable, is disposed of or
 * occurs twice.
 */
export function namedVariables(where: string, source: ParameterSource): NamedVariable[] {
  const found: NamedVariable[] = [];
  for (const [name, variable] of entriesOf(where, source)) {
    checkVariable(where, name, variable);
    found.push({ name, variable });
  }
  if (found.length === 0) {
    throw new OptionError(
      `${where}: got no parameters, expected at least one. Pass a Module or a list of variables.`,
    );
  }
  checkUnique(where, found);
  return found;
}

function* entriesOf(
  where: string,
  source: ParameterSource,
): Generator<[name: string, variable: Variable]> {
  const isObject = typeof source === 'object' && source !== null;
  if (source instanceof Variable) yield [source.name, source];
  else if (hasNamedParameters(source)) yield* entriesUnder('', source);
  else if (hasTrainableWeights(source)) yield* entriesOf(where, source.trainableWeights);
  else if (isObject && Symbol.iterator in source) {
    let place = 0;
    for (const one of source) {
      if (hasNamedParameters(one)) yield* entriesUnder(`${place}.`, one);
      else if (Array.isArray(one)) yield one as [string, Variable];
      else yield entryOf(one as Variable | LayerWeight);
      place++;
    }
  } else if (isObject && isRecordOfModules(source)) {
    for (const [name, module] of Object.entries(source)) yield* entriesUnder(`${name}.`, module);
  } else {
    throw notAccepted(where, source, 'parameters', 'Pass a Module or a list of variables.');
  }
}

function* entriesUnder(
  prefix: string,
  module: HasNamedParameters,
): Generator<[name: string, variable: Variable]> {
  for (const [name, variable] of module.namedParameters()) yield [`${prefix}${name}`, variable];
}

function entryOf(one: Variable | LayerWeight | undefined): [name: string, variable: Variable] {
  const isWeight = one !== undefined && one !== null && 'originalName' in Object(one);
  const variable = (isWeight ? (one as LayerWeight).read() : one) as Variable;
  return [variable?.name, variable];
}

/** Throws unless no name and no variable occurs twice. */
export function checkUnique(where: string, parameters: readonly NamedVariable[]): void {
  const names = new Set<string>();
  const variables = new Set<Variable>();
  for (const { name, variable } of parameters) {
    if (variables.has(variable) || names.has(name)) {
      throw new OptionError(
        `${where}: got the parameter "${name}" twice, expected each once. Give it to one group only, ` +
          'and several modules names of their own: { encoder, decoder }.',
      );
    }
    names.add(name);
    variables.add(variable);
  }
}

/** Whether a variable was disposed of: by itself, or with all by `tf.disposeVariables()`, which the variable does not tell. */
export const isGone = (variable: Variable): boolean =>
  engine().registeredVariables[variable.name] !== variable;

function checkVariable(where: string, name: unknown, variable: unknown): void {
  if (!(variable instanceof Variable) || typeof name !== 'string') {
    throw new OptionError(
      `${where}: got ${describe(variable)} as a parameter, expected a tf.Variable. ` +
        'Make one with tf.variable(tensor).',
    );
  }
  if (isGone(variable)) {
    throw new OptionError(
      `${where}: got the disposed variable "${name}", expected one that is in use.`,
    );
  }
  if (variable.dtype !== 'float32') {
    throw new OptionError(
      `${where}: got the ${variable.dtype} variable "${name}", expected float32.`,
    );
  }
}
