import { div, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { StateDict } from '../../state/state-dict.js';
import { structureOf } from '../../transform/options.js';
import type { Group } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import { insidesOf } from '../insides.js';
import { write } from './description.js';
import { pairUp } from './pairing.js';
import type { NamedTensor } from './saved-state.js';
import type { TakeOver } from './take-over.js';

/**
 * Which slot holds what an optimizer of TensorFlow.js calls otherwise. Where that has the learning rate in it, as the momentum of
 * `tf.train.rmsprop`, it says so.
 */
export type TfjsSlots = Readonly<
  Record<string, string | { readonly slot: string; readonly timesLearningRate: true }>
>;

/**
 * What goes on where an optimizer of TensorFlow.js was, with the options and groups that are here. The class that stands for that
 * optimizer has it as `takeOver`, so that only such classes bring the code.
 *
 * It throws a {@link StateError} when weights are of another optimizer or of other variables; then nothing has changed.
 */
export const fromTfjs =
  (slots: TfjsSlots): TakeOver =>
  async (optimizer, weights) => {
    const { name, roster } = insidesOf('setWeights', optimizer);
    const where = `${name}.setWeights`;
    const [iter, ...rest] = weights as [NamedTensor, ...NamedTensor[]];
    const [iterations = 0] = await iter.tensor.data();
    const theirs = slotsOf(where, rest, slots, roster);
    tidy(() => {
      const state = stateOf(where, [...theirs], iterations, roster);
      optimizer.loadStateDict(state, { strict: roster.open === undefined });
    });
    for (const group of roster.groups) group.step = iterations;
  };

/** A tensor of theirs, and what ours is a multiple of it by. */
interface Source {
  readonly tensor: Tensor;
  readonly divisor: number;
}

type Sources = Readonly<Record<string, Source>>;

/**
 * By the names of variables, what our slots hold. Those that are not kept here are left out, as a momentum that is 0.
 * @throws {@link StateError} when nothing here stands for one of theirs.
 */
function slotsOf(
  where: string,
  weights: readonly NamedTensor[],
  names: TfjsSlots,
  roster: Roster,
): ReadonlyMap<string, Sources> {
  const [group] = roster.groups as [Group, ...Group[]];
  const kept = keptBy(group);
  const found = new Map<string, Sources>();
  for (const { name: key, tensor } of weights) {
    const cut = key.lastIndexOf('/');
    const [name, theirs] = [key.slice(0, cut), key.slice(cut + 1)];
    const ours = Object.hasOwn(names, theirs) ? names[theirs] : undefined;
    if (ours === undefined) {
      throw new StateError(
        `${where}: got "${key}" of an optimizer of TensorFlow.js, expected ` +
          `${Object.keys(names).join(', ')} of each variable. Load it into the optimizer that stands for it.`,
      );
    }
    const [slot, divisor] =
      typeof ours === 'string'
        ? [ours, 1]
        : [ours.slot, group.settings.valuesAt(group.step).values.learningRate as number];
    if (kept.includes(slot)) found.set(name, { ...found.get(name), [slot]: { tensor, divisor } });
  }
  return found;
}

/** Names of what the rule of a group keeps for each parameter. */
function keptBy({ settings: { surroundings, structure } }: Group): string[] {
  const { rule, fixed } = surroundings;
  return rule.state(structureOf(structure.options, fixed), []).map(({ name }) => name);
}

/** Their state as a state dict of the optimizer that goes on with it. */
function stateOf(
  where: string,
  theirs: readonly (readonly [name: string, sources: Sources])[],
  iterations: number,
  roster: Roster,
): StateDict {
  const saved = theirs.map(([name, sources], index) => {
    const [{ tensor }] = Object.values(sources) as [Source];
    return { name, shape: tensor.shape, index, t: iterations, sources };
  });
  const { pairs, missing, unexpected } = pairUp(where, saved, roster.parameters);
  const kept = keptBy(roster.groups[0] as Group);
  const partial = saved.filter(({ sources }) => kept.some((slot) => !(slot in sources)));
  const strays = [...partial, ...(roster.open ? [] : [...missing, ...unexpected])];
  if (strays.length > 0 && saved.length > 0) {
    const names = strays.map((one) => `"${one.name}"`).join(', ');
    throw new StateError(
      `${where}: got weights that do not fit ${names}, expected those of the same variables.`,
    );
  }
  const taken = new Set(pairs.map(([, parameter]) => parameter));
  const groups = roster.groups.map(({ part, parameters }) => ({
    part,
    parameters: parameters.map((one) => {
      const { name, shape, index } = one;
      return { name, shape, index, t: taken.has(one) ? iterations : 0 };
    }),
  }));
  const open = { part: 0, parameters: saved.map(({ sources: _, ...one }) => one) };
  const described = (roster.open ? [open] : groups).map((group) => ({
    ...group,
    step: iterations,
    options: {},
  }));
  const description = write({ rule: roster.name, iterations, groups: described });
  const named = roster.open
    ? saved.map((one) => [one.name, one] as const)
    : pairs.map(([one, parameter]) => [parameter.name, one] as const);
  const tensors: Record<string, Tensor> = {};
  for (const [name, { sources }] of named) {
    for (const [slot, { tensor, divisor }] of Object.entries(sources)) {
      tensors[`${name}/${slot}`] = div(tensor, divisor);
    }
  }
  return { tensors, metadata: { optimizer: description } };
}
