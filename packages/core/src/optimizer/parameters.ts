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

/** Parameters with options of their own; what is left out comes from the optimizer's options. */
export type ParameterGroup<Options> = Omit<Options, 'clip' | 'nonFinite'> & {
  readonly parameters: ParameterSource;
};

/**
 * What an optimizer moves: a source of parameters, or groups of them with options of their own.
 *
 * Options alone, or nothing, make an open optimizer: it takes every variable that it is given a
 * gradient for. That is the form for `LayersModel.compile`.
 */
export type Parameters<Options> = ParameterSource | readonly ParameterGroup<Options>[] | Options;

/** The arguments of an optimizer told apart. */
export interface SortedArguments<Options> {
  /** `undefined` for an open optimizer. */
  readonly groups: readonly ParameterGroup<object>[] | undefined;
  readonly options: Options;
  /** Whether every model among the parameters is in training mode. */
  readonly isTraining: () => boolean;
}

/** Tells sources, groups and options apart. */
export function sortParameters<Options extends object>(
  where: string,
  parameters: Parameters<Options> | undefined,
  options: Options | undefined,
): SortedArguments<Options> {
  const given = (options ?? {}) as Options;
  const open = { groups: undefined, options: given, isTraining: () => true };
  if (parameters === undefined) return open;
  if (typeof parameters !== 'object' || parameters === null) {
    throw new OptionError(
      `${where}: got ${describe(parameters)}, expected a Module, variables, groups or options.`,
    );
  }
  if (hasNamedParameters(parameters)) {
    const model = parameters;
    return {
      groups: [{ parameters: model }],
      options: given,
      isTraining: () => model.training !== false,
    };
  }
  if (!(Symbol.iterator in parameters)) {
    if ('parameters' in parameters) {
      return sortParameters(where, [parameters as ParameterGroup<Options>], options);
    }
    if (options !== undefined) {
      throw new OptionError(`${where}: got options twice, expected parameters before them.`);
    }
    return { ...open, options: parameters as Options };
  }
  const list = [...(parameters as Iterable<Variable | ParameterGroup<object>>)];
  const isGroup = (entry: unknown): entry is ParameterGroup<object> =>
    typeof entry === 'object' && entry !== null && 'parameters' in entry;
  if (!list.some(isGroup)) {
    return { ...open, groups: [{ parameters: list as Variable[] }] };
  }
  const stranger = list.find((entry) => !isGroup(entry));
  if (stranger !== undefined) {
    throw new OptionError(
      `${where}: got ${describe(stranger)} among groups, expected { parameters, …options }.`,
    );
  }
  const groups = list as ParameterGroup<object>[];
  const models = groups.map((group) => group.parameters).filter(hasNamedParameters);
  return {
    groups,
    options: given,
    isTraining: () => models.every((model) => model.training !== false),
  };
}

/** Whether a value names parameters by itself. */
function hasNamedParameters(value: object): value is HasNamedParameters {
  return 'namedParameters' in value && typeof value.namedParameters === 'function';
}

/**
 * The parameters of one source, in order.
 *
 * @throws {@link OptionError} when there are none, or one is no float32 variable, is disposed of or
 * occurs twice.
 */
export function namedVariables(where: string, source: ParameterSource): NamedVariable[] {
  const found: NamedVariable[] = [];
  const entries = hasNamedParameters(source) ? source.namedParameters() : source;
  for (const entry of entries) {
    const [name, variable] = Array.isArray(entry)
      ? (entry as [string, Variable])
      : [(entry as Variable)?.name, entry as Variable];
    checkVariable(where, name, variable);
    found.push({ name, variable });
  }
  if (found.length === 0) {
    throw new OptionError(
      `${where}: got no parameters, expected at least one. Leave the argument out to take every ` +
        'variable that gradients are given for.',
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
