import { Variable } from '@tensorflow/tfjs-core';
import { describe, OptionError } from '../errors.js';

/** An object whose parameters have names of their own, such as a `Module`. */
export interface HasNamedParameters {
  namedParameters(): Iterable<readonly [string, Variable]>;
  /** Whether the object is in training mode, if it knows such a mode. */
  readonly training?: boolean;
}

/** Where parameters come from: a `Module`, variables, or variables with names. */
export type ParameterSource =
  | HasNamedParameters
  | Iterable<Variable>
  | Iterable<readonly [string, Variable]>;

/** A variable under the name by which its state is kept. */
export interface NamedVariable {
  readonly name: string;
  readonly variable: Variable;
}

/** Whether a value names parameters by itself. */
export function hasNamedParameters(value: unknown): value is HasNamedParameters {
  return (
    typeof value === 'object' &&
    value !== null &&
    'namedParameters' in value &&
    typeof value.namedParameters === 'function'
  );
}

/**
 * The parameters of one source, in order.
 *
 * @throws {@link OptionError} when there are none, or one is no float32 variable, is disposed of or
 * occurs twice.
 */
export function namedVariables(where: string, source: ParameterSource): NamedVariable[] {
  const found: NamedVariable[] = [];
  const entries: unknown = hasNamedParameters(source) ? source.namedParameters() : source;
  if (typeof entries !== 'object' || entries === null || !(Symbol.iterator in entries)) {
    throw new OptionError(
      `${where}: got ${describe(source)}, expected parameters. Pass a Module or a list of variables.`,
    );
  }
  for (const entry of entries as Iterable<unknown>) {
    const [name, variable] = Array.isArray(entry)
      ? (entry as [string, Variable])
      : [(entry as Variable)?.name, entry as Variable];
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

/** Throws unless no name and no variable occurs twice. */
export function checkUnique(where: string, parameters: readonly NamedVariable[]): void {
  const names = new Set<string>();
  const variables = new Set<Variable>();
  for (const { name, variable } of parameters) {
    if (variables.has(variable) || names.has(name)) {
      throw new OptionError(
        `${where}: got the parameter "${name}" twice, expected each once. Give it to one group only.`,
      );
    }
    names.add(name);
    variables.add(variable);
  }
}

function checkVariable(where: string, name: unknown, variable: unknown): void {
  if (!(variable instanceof Variable) || typeof name !== 'string') {
    throw new OptionError(
      `${where}: got ${describe(variable)} as a parameter, expected a tf.Variable. ` +
        'Make one with tf.variable(tensor).',
    );
  }
  if (variable.isDisposed) {
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
