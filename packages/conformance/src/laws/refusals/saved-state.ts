import type { StateDict } from '@nadir/core';
import type { NamedTensor } from '@nadir/core/internal';
import { clone } from '@tensorflow/tfjs-core';
import { type Entry, type OptionSet, shapesOf } from '../../catalogue/entry.js';
import { gradientsAt } from '../../numbers.js';
import { type Run, startRun, step } from '../../run.js';

/** The part of a state dict's metadata that stands beside the tensors. */
export interface Description {
  readonly rule: unknown;
  readonly iterations: unknown;
  readonly groups: readonly Group[];
}

interface Group {
  readonly step: unknown;
  readonly options: unknown;
  readonly parameters: readonly { readonly name: unknown; readonly t: unknown }[];
}

/** State of a run of two steps. */
export const savedBy = (entry: Entry, set: OptionSet): StateDict =>
  twoSteps(entry, set).optimizer.stateDict();

/** Weights of a run of two steps, as TensorFlow.js saves them. */
export async function weightsSavedBy(entry: Entry, set: OptionSet): Promise<NamedTensor[]> {
  const weights = await twoSteps(entry, set).optimizer.getWeights();
  return weights.map(({ name, tensor }) => ({ name, tensor: clone(tensor) }));
}

function twoSteps(entry: Entry, set: OptionSet): Run {
  const run = startRun(entry, set);
  for (let k = 0; k < 2; k++) step(run, gradientsAt(k, shapesOf(entry)));
  return run;
}

/** What a state dict says beside its tensors. */
export const descriptionOf = ({ metadata }: StateDict): Description =>
  JSON.parse(metadata.optimizer as string) as Description;

/** The same tensors with another description. */
export const described = ({ tensors }: StateDict, description: unknown): StateDict => ({
  tensors,
  metadata: { optimizer: JSON.stringify(description) },
});

/** The same state with something else in its description. */
export const edited = (saved: StateDict, changes: object): StateDict =>
  described(saved, { ...descriptionOf(saved), ...changes });

/** The same state with something else in each group. */
export const editedGroups = (saved: StateDict, change: (group: Group) => object): StateDict =>
  edited(saved, {
    groups: descriptionOf(saved).groups.map((group) => ({ ...group, ...change(group) })),
  });

/** Slots of a parameter in a state dict. */
export function slotsOf({ tensors }: StateDict, parameter: string): string[] {
  const prefix = `${parameter}/`;
  const names = Object.keys(tensors).filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length));
}
