import { Variable } from '@tensorflow/tfjs-core';
import { describe, notAccepted, OptionError } from '../errors.js';
import type { GuardOptions } from './gradients/guard.js';
import type { ChosenGroups } from './groups/chosen-groups.js';
import type { MakeOpenGroups } from './groups/open-groups.js';
import {
  type HasNamedParameters,
  hasNamedParameters,
  hasTrainableWeights,
  isRecordOfModules,
  type ParameterSource,
} from './named-variables.js';

/** Parameters with options of their own; what is left out comes from the optimizer's options. */
export type ParameterGroup<Options> = Omit<Options, keyof GuardOptions> & {
  readonly parameters: ParameterSource;
};

/**
 * What an optimizer moves: a source of parameters, or one or more groups of them with options of
 * their own.
 *
 * Options alone, or nothing, make an open optimizer: it takes every variable that it is given a
 * gradient for. That is the form for `LayersModel.compile`; {@link chosenGroups} divides them into groups.
 */
export type ParameterSelection<Options> =
  | ParameterSource
  | ParameterGroup<Options>
  | readonly ParameterGroup<Options>[]
  | ChosenGroups
  | Options;

/** The arguments of an optimizer told apart. */
export interface SortedArguments<Options> {
  /** `undefined` for an open optimizer. */
  readonly groups: readonly ParameterGroup<object>[] | undefined;
  /** What makes the groups of an open optimizer. Default: one for each of its rules. */
  readonly openGroups?: MakeOpenGroups;
  readonly options: Options;
  /** Whether every model among the parameters is in training mode; `undefined` for an open optimizer. */
  readonly isTraining?: () => boolean;
}

/** Tells sources, groups and options apart. */
export function sortParameters<Options extends object>(
  where: string,
  parameters: ParameterSelection<Options> | undefined,
  options: Options | undefined,
): SortedArguments<Options> {
  const given = (options ?? {}) as Options;
  const open = { groups: undefined, options: given };
  if (parameters === undefined) return open;
  if (typeof parameters !== 'object' || parameters === null) {
    throw notAccepted(where, parameters, 'a Module, variables, groups or options');
  }
  if ('openGroups' in parameters) {
    return { ...open, openGroups: (parameters as ChosenGroups).openGroups };
  }
  // Read once: some iterables are empty afterwards.
  const isList = Symbol.iterator in parameters && !(parameters instanceof Variable);
  const list = isList ? [...(parameters as Iterable<unknown>)] : [];
  const source = (isList ? list : parameters) as ParameterSource;
  const models = modelsOf(source);
  const isGroup = (one: unknown): one is ParameterGroup<object> =>
    typeof one === 'object' && one !== null && 'parameters' in one && !hasNamedParameters(one);
  if (!isList && isGroup(parameters)) return sortParameters(where, [parameters], options);
  const isSource = parameters instanceof Variable || hasTrainableWeights(parameters);
  if (isSource || models.length > 0 || (isList && !list.some(isGroup))) {
    return { groups: [{ parameters: source }], options: given, isTraining: areTraining(models) };
  }
  if (!isList) {
    if (options !== undefined) {
      throw new OptionError(`${where}: got options twice, expected parameters before them.`);
    }
    return { ...open, options: parameters as Options };
  }
  const stranger = list.find((entry) => !isGroup(entry));
  if (stranger !== undefined) {
    throw new OptionError(
      `${where}: got ${describe(stranger)} among groups, expected { parameters, …options }.`,
    );
  }
  const groups = list as ParameterGroup<object>[];
  return {
    groups: apart(groups),
    options: given,
    isTraining: areTraining(groups.flatMap((group) => modelsOf(group.parameters))),
  };
}

/** The modules of a source, each of which names its own parameters. */
function modelsOf(source: ParameterSource): HasNamedParameters[] {
  if (typeof source !== 'object' || source === null) return [];
  if (hasNamedParameters(source)) return [source];
  if (Symbol.iterator in source)
    return [...(source as Iterable<unknown>)].filter(hasNamedParameters);
  return isRecordOfModules(source) ? Object.values(source) : [];
}

const areTraining = (models: readonly HasNamedParameters[]) => () =>
  models.every((model) => model.training !== false);

/** Groups of one module each, whose paths would be the same names, with their places before the paths. */
function apart(groups: readonly ParameterGroup<object>[]): readonly ParameterGroup<object>[] {
  const modules = groups.filter(({ parameters }) => hasNamedParameters(parameters));
  if (modules.length < 2) return groups;
  return groups.map((group) => {
    const place = modules.indexOf(group);
    if (place < 0) return group;
    return { ...group, parameters: { [place]: group.parameters as HasNamedParameters } };
  });
}
