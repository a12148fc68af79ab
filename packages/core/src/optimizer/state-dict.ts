import { scalar, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { StateError } from '../errors.js';
import { copyOf } from '../state/slots.js';
import type { StateDict } from '../state/state-dict.js';
import { type SavedOptions, saveOptions } from './config.js';
import type { Group } from './parameter.js';
import type { SavedParameter } from './saved.js';

/** A tensor under its name, as TensorFlow.js passes gradients and weights. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

/** What a state dict says beside its tensors, as JSON under the metadata key `optimizer`. */
interface Description {
  readonly rule: string;
  readonly iterations: number;
  readonly groups: readonly SavedGroup[];
}

/** A group as it is saved. */
export interface SavedGroup {
  readonly step: number;
  readonly options: SavedOptions;
  readonly parameters: readonly { readonly name: string; readonly t: number }[];
}

/** Copies the state of groups. A parameter without state is left out. */
export function encodeState(rule: string, iterations: number, groups: readonly Group[]): StateDict {
  const tensors: Record<string, Tensor> = {};
  const saved = groups.map(({ step, settings, parameters }) => {
    const stepped = parameters.filter(({ t }) => t > 0);
    for (const { name, slots } of stepped) {
      for (const [slot, tensor] of Object.entries(slots)) {
        tensors[`${name}/${slot}`] = copyOf(tensor);
      }
    }
    return {
      step,
      // A caller's own function cannot be saved; the optimizer that loads the state has its own.
      options: saveOptions({ ...settings.options, ...settings.common }, () => {}),
      parameters: stepped.map(({ name, t }) => ({ name, t })),
    };
  });
  const description: Description = { rule, iterations, groups: saved };
  return { tensors, metadata: { optimizer: JSON.stringify(description) } };
}

/** Reads a state dict. The tensors stay the caller's. */
export function decodeState(
  where: string,
  rule: string,
  { tensors, metadata }: StateDict,
  groupCount: number,
): { iterations: number; groups: readonly SavedGroup[]; parameters: SavedParameter[] } {
  const description = parse(where, metadata?.optimizer);
  if (description.rule !== rule) {
    throw new StateError(
      `${where}: got the state of ${description.rule}, expected that of ${rule}.`,
    );
  }
  if (description.groups.length !== groupCount) {
    throw new StateError(
      `${where}: got ${description.groups.length} groups, expected ${groupCount}. Make the ` +
        'optimizer with the groups it was saved with.',
    );
  }
  const parameters = description.groups
    .flatMap((group) => group.parameters)
    .map(({ name, t }) => ({ name, t, slots: slotsOf(name, tensors) }));
  const known = parameters.flatMap(({ name, slots }) =>
    Object.keys(slots).map((slot) => `${name}/${slot}`),
  );
  const stray = Object.keys(tensors).find((name) => !known.includes(name));
  if (stray !== undefined) {
    throw new StateError(
      `${where}: got the tensor "${stray}", expected only state of the parameters listed.`,
    );
  }
  return { iterations: description.iterations, groups: description.groups, parameters };
}

function slotsOf(name: string, tensors: StateDict['tensors']): Record<string, Tensor> {
  const prefix = `${name}/`;
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([key]) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/'))
      .map(([key, tensor]) => [key.slice(prefix.length), tensor]),
  );
}

function parse(where: string, text: string | undefined): Description {
  let description: Partial<Description> | undefined;
  try {
    description = JSON.parse(text ?? 'null') as Partial<Description>;
  } catch (cause) {
    throw new StateError(`${where}: got metadata that is no JSON, expected a state dict.`, {
      cause,
    });
  }
  if (typeof description?.rule !== 'string' || !isCount(description.iterations)) {
    throw new StateError(
      `${where}: got no metadata \`optimizer\`, expected the state dict of an optimizer.`,
    );
  }
  const groups: unknown = description.groups;
  if (!Array.isArray(groups) || !groups.every(isSavedGroup)) {
    throw new StateError(`${where}: got malformed groups, expected those of a state dict.`);
  }
  return description as Description;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function isSavedGroup(value: unknown): value is SavedGroup {
  const group = value as Partial<SavedGroup> | null;
  return (
    isCount(group?.step) &&
    typeof group?.options === 'object' &&
    group.options !== null &&
    Array.isArray(group.parameters) &&
    group.parameters.every(
      (entry: unknown) =>
        typeof (entry as { name?: unknown })?.name === 'string' &&
        isCount((entry as { t?: unknown }).t),
    )
  );
}

/**
 * State as TensorFlow.js saves it beside a model: `iter`, the steps of each group, then for each
 * parameter `<name>/step` and its slots. The slots are the tensors of the optimizer itself; the numbers are new tensors.
 */
export function encodeWeights(
  iterations: number,
  groups: readonly Group[],
): { weights: NamedTensor[]; made: Tensor[] } {
  const made: Tensor[] = [];
  const note = (name: string, tensor: Tensor): NamedTensor => {
    made.push(tensor);
    return { name, tensor };
  };
  const steps = groups.map(({ step }) => step);
  const weights = [
    note('iter', scalar(iterations, 'int32')),
    note('groups', tensor1d(steps, 'int32')),
  ];
  for (const { name, t, slots } of groups.flatMap(({ parameters }) => parameters)) {
    if (t === 0) continue;
    weights.push(note(`${name}/step`, scalar(t, 'int32')));
    for (const [slot, tensor] of Object.entries(slots)) {
      weights.push({ name: `${name}/${slot}`, tensor });
    }
  }
  return { weights, made };
}

/** Reads what {@link encodeWeights} wrote. The tensors stay the caller's. */
export async function decodeWeights(
  where: string,
  weights: readonly NamedTensor[],
  groupCount: number,
): Promise<{ iterations: number; steps: number[]; parameters: SavedParameter[] }> {
  const [iter, groups, ...rest] = weights;
  const steps = groups?.name === 'groups' ? Array.from(await groups.tensor.data()) : [];
  if (iter?.name !== 'iter' || steps.length !== groupCount) {
    throw new StateError(
      `${where}: got ${weights.map(({ name }) => name).slice(0, 2)} of ${steps.length} groups first, ` +
        `expected iter,groups of ${groupCount}. Pass what getWeights() of such an optimizer returned.`,
    );
  }
  const [iterations = 0] = await iter.tensor.data();
  const parameters = new Map<string, { name: string; t: number; slots: Record<string, Tensor> }>();
  for (const { name: key, tensor } of rest) {
    const end = key.lastIndexOf('/');
    const [name, slot] = [key.slice(0, end), key.slice(end + 1)];
    const entry = parameters.get(name) ?? { name, t: 0, slots: {} };
    parameters.set(name, entry);
    if (slot === 'step') entry.t = (await tensor.data())[0] ?? 0;
    else entry.slots[slot] = tensor;
  }
  return { iterations, steps, parameters: [...parameters.values()] };
}
