import { defaultsOf, otherName, ruleOf } from '@nadir/cli/training/optimizers';
import type { OptionValues, Transform } from '@nadir/core';
import type { StepInfo } from '@nadir/core/internal';
import { addPenaltyGradient, proximalStep } from '@nadir/optim/transforms';
import type { Variable } from '@tensorflow/tfjs-core';
import { clippedGradients } from '../measure/clipped-gradients.js';
import type { LastStep, Racer } from '../race/racer.js';
import { type SavedState, saved } from '../race/snapshot.js';
import { clipOf, optionsOf, penaltiesOf } from '../training/optimizer.js';
import { makeSchedule } from '../training/schedule.js';
import type { Inspected, InspectedWeight, UpdateTerm } from './look.js';
import { termsOf } from './update-terms.js';

/** A weight under the glass; nothing where there is none of that name and place. */
export async function inspect(
  racer: Racer,
  weight: InspectedWeight,
): Promise<Inspected | undefined> {
  const { parameters } = racer.course;
  const position = parameters.findIndex(([name]) => name === weight.parameter);
  const variable = parameters[position]?.[1];
  if (variable === undefined || weight.index < 0 || weight.index >= variable.size) return undefined;
  const offset = parameters.slice(0, position).reduce((sum, [, { size }]) => sum + size, 0);
  const at = offset + weight.index;
  const value = (await racer.weights())[at] as number;
  const slots = slotsOf(await saved(racer.moving.optimizer.stateDict()), weight, variable);
  const { last } = racer;
  if (last === undefined) return { ...weight, value, slots, terms: [] };
  const update = value - (last.before[at] as number);
  return {
    ...{ ...weight, value, slots, update },
    gradient: last.gradients[at] as number,
    terms:
      last.state === undefined
        ? []
        : stepTerms(racer, weight, variable, at, last, last.state, update),
  };
}

/** The state that belongs to a weight: its own element of a slot, or the number of its tensor. */
function slotsOf(
  { tensors }: SavedState,
  { parameter, index }: InspectedWeight,
  { size }: Variable,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([name, { values }]) => {
      const cut = name.lastIndexOf('/');
      const isShared = cut < 0;
      if (!isShared && name.slice(0, cut) !== parameter) return [];
      if (values.length !== 1 && values.length !== size) return [];
      return [[name.slice(cut + 1), values[values.length === 1 ? 0 : index] as number]];
    }),
  );
}

/** How the last step of a weight came about. */
function stepTerms(
  racer: Racer,
  weight: InspectedWeight,
  variable: Variable,
  at: number,
  last: LastStep,
  state: SavedState,
  update: number,
): UpdateTerm[] {
  const { contender, course } = racer;
  const clip = clipOf(contender);
  const gradient = last.gradients[at] as number;
  const clipped = clip
    ? (clippedGradients(clip, course.parameters, last.gradients)[at] as number)
    : gradient;
  const { rule, options } = movedBy(racer, variable);
  const info = infoOf(state, weight.parameter, rule, options);
  const terms = termsOf({
    transforms: transformsOf(racer, rule, variable),
    options: { ...options, ...rateAt(racer, options, info.groupStep) },
    shape: variable.shape,
    value: last.before[at] as number,
    gradient: clipped,
    slots: slotsOf(state, weight, variable),
    info,
  });
  const sum = terms.reduce((total, { change }) => total + change, 0);
  const scale = Math.abs(update) + Math.abs(last.before[at] as number);
  // What was decided for the whole tensor, such as a step that was held back, is not among the terms.
  if (Math.abs(sum - update) > 1e-5 * scale) return [];
  return clip && terms.length > 0
    ? [{ transform: clip.name, gradient: clipped, change: 0 }, ...terms]
    : terms;
}

/** The rule that moves a parameter, with its options. */
function movedBy({ moving, rule, contender, batch }: Racer, variable: Variable) {
  return moving.moves(variable)
    ? { rule, options: optionsOf(contender, batch) }
    : { rule: ruleOf(otherName), options: defaultsOf(otherName) };
}

/** The transforms of a step: those of penalties around those of the rule. */
function transformsOf(racer: Racer, rule: Transform, variable: Variable): Transform[] {
  const { regularizer, proximal } = penaltiesOf(racer.contender, racer.include);
  const before = regularizer?.applies(variable) ? [addPenaltyGradient(regularizer)] : [];
  const after = proximal?.applies(variable) ? [proximalStep(proximal)] : [];
  return [...before, ...rule.transforms, ...after];
}

const rateAt = ({ contender, steps }: Racer, { learningRate }: OptionValues, step: number) =>
  typeof learningRate === 'number'
    ? { learningRate: makeSchedule(contender.schedule, learningRate, steps)(step) }
    : {};

/** The parts of a saved description that are read here. */
interface Description {
  readonly groups: readonly {
    readonly step: number;
    readonly parameters: readonly {
      readonly name: string;
      readonly t: number;
      readonly memory?: StepInfo['memory'];
    }[];
  }[];
}

/** The step that followed a saved state, of one parameter. */
function infoOf(
  { metadata }: SavedState,
  parameter: string,
  rule: Transform,
  options: OptionValues,
): StepInfo {
  const { groups } = JSON.parse(metadata.optimizer as string) as Description;
  const group = groups.find(({ parameters }) => parameters.some(({ name }) => name === parameter));
  const found = group?.parameters.find(({ name }) => name === parameter);
  const { t = 0, memory = rule.initialMemory(options, 0) } = found ?? {};
  return { t: t + 1, groupStep: group?.step ?? 0, lossScale: 1, memory };
}
