import type { Variable } from '@tensorflow/tfjs-core';
import { describe, OptionError } from '../errors.js';
import type { GuardOptions } from './gradients/guard.js';
import { hasNamedParameters, type ParameterSource } from './named-variables.js';

/** Parameters with options of their own; what is left out comes from the optimizer's options. */
export type ParameterGroup<Options> = Omit<Options, keyof GuardOptions> & {
  readonly parameters: ParameterSource;
};

/**
 * What an optimizer moves: a source of parameters, or one or more groups of them with options of
 * their own.
 *
 * Options alone, or nothing, make an open optimizer: it takes every variable that it is given a
 * gradient for. That is the form for `LayersModel.compile`.
 */
export type ParameterSelection<Options> =
  | ParameterSource
  | ParameterGroup<Options>
  | readonly ParameterGroup<Options>[]
  | Options;

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
  parameters: ParameterSelection<Options> | undefined,
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
