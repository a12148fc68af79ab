import { scalar, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { StepNumbers } from '../../program/tensor-op.js';
import { unpackBytes } from '../../state/bytes.js';
import { copyOf } from '../../state/slots.js';
import type { StateDict } from '../../state/state-dict.js';
import type { Group, Parameter } from '../groups/parameter.js';
import { type SavedOptions, saveOptions } from './config.js';
import type { SavedParameter } from './restore.js';

/** A tensor under its name, as TensorFlow.js passes gradients and weights. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

/** What a state dict says beside its tensors, as JSON under the metadata key `optimizer`. */
interface Description {
  readonly rule: string;
  readonly iterations: number;
  /** Micro-batches whose gradients wait, if there are any. */
  readonly accumulated?: number;
  readonly groups: readonly SavedGroup[];
}

/** A group as it is saved. */
export interface SavedGroup {
  readonly step: number;
  readonly options: SavedOptions;
  readonly parameters: readonly SavedSteps[];
}

/** How far a parameter is, and what the host remembers for its rule. */
interface SavedSteps {
  readonly name: string;
  readonly t: number;
  readonly memory?: StepNumbers;
  readonly waits?: boolean;
}

/** What is saved of an optimizer beside its rule. */
export interface StateOf {
  readonly iterations: number;
  /** Micro-batches whose gradients wait. */
  readonly accumulated: number;
  readonly groups: readonly Group[];
  /** State that all parameters share. Its names have no slash, those of parameters' state have one. */
  readonly shared: Readonly<Record<string, Tensor>>;
}

/** Copies state. A parameter that has none and has not moved is left out. */
export function encodeState(rule: string, state: StateOf): StateDict {
  const { iterations, accumulated, groups, shared } = state;
  const tensors: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(shared)) tensors[name] = copyOf(tensor);
  const described = groups.map(({ step, settings, parameters }) => {
    const stepped = parameters.filter(hasMoved);
    for (const { name, slots, bytes } of stepped) {
      for (const [slot, tensor] of Object.entries(slots)) {
        tensors[`${name}/${slot}`] = copyOf(tensor);
      }
      for (const [slot, packed] of Object.entries(bytes)) {
        tensors[`${name}/${slot}`] = unpackBytes(packed);
      }
    }
    return {
      step,
      // A caller's own function cannot be saved; the optimizer that loads the state has its own.
      options: saveOptions({ ...settings.options, ...settings.common }, () => {}),
      parameters: stepped.map(({ name, t, memory, waits }) => ({
        ...{ name, t, ...saved(memory) },
        ...(waits && { waits }),
      })),
    };
  });
  const waiting = accumulated > 0 ? { accumulated } : {};
  const description: Description = { rule, iterations, ...waiting, groups: described };
  return { tensors, metadata: { optimizer: JSON.stringify(description) } };
}

/** Whether there is anything to save: a further update can make state before the first step. */
const hasMoved = ({ t, hasState }: Parameter): boolean => t > 0 || hasState;

/** A memory as it is saved: not at all where there is none. */
const saved = (memory: StepNumbers | undefined) =>
  memory !== undefined && Object.keys(memory).length > 0 ? { memory } : {};

/** What a state dict or saved weights hold. The tensors stay the caller's. */
export interface DecodedState {
  readonly accumulated: number;
  readonly parameters: readonly SavedParameter[];
  readonly shared: Readonly<Record<string, Tensor>>;
}

/** Reads a state dict. */
export function decodeState(
  where: string,
  rule: string,
  { tensors, metadata }: StateDict,
  groupCount: number,
): DecodedState & { iterations: number; groups: readonly SavedGroup[] } {
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
    .map((one) => ({ ...one, slots: slotsOf(one.name, tensors) }));
  const known = parameters.flatMap(({ name, slots }) =>
    Object.keys(slots).map((slot) => `${name}/${slot}`),
  );
  const shared = Object.entries(tensors).filter(([name]) => !name.includes('/'));
  const stray = Object.keys(tensors).find((name) => name.includes('/') && !known.includes(name));
  if (stray !== undefined) {
    throw new StateError(
      `${where}: got the tensor "${stray}", expected only state of the parameters listed.`,
    );
  }
  const { iterations, accumulated = 0, groups } = description;
  return { iterations, accumulated, groups, parameters, shared: Object.fromEntries(shared) };
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
  const { iterations, accumulated = 0 } = description ?? {};
  if (typeof description?.rule !== 'string' || !isCount(iterations) || !isCount(accumulated)) {
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
        isCount((entry as { t?: unknown }).t) &&
        [undefined, true].includes((entry as { waits?: true }).waits) &&
        isMemory((entry as { memory?: unknown }).memory),
    )
  );
}

const isMemory = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((number) => typeof number === 'number'));

/**
 * State as TensorFlow.js saves it beside a model: `iter`, the steps of each group, micro-batches that wait, what all
 * parameters share; then for each parameter `<name>/step`, `<name>/memory/…` if there is any, and its slots. Slots are
 * the tensors of the optimizer itself, except for bytes; these and all numbers are new tensors.
 */
export function encodeWeights({ iterations, accumulated, groups, shared }: StateOf): {
  weights: NamedTensor[];
  made: Tensor[];
} {
  const made: Tensor[] = [];
  const note = (name: string, tensor: Tensor): NamedTensor => {
    made.push(tensor);
    return { name, tensor };
  };
  const steps = groups.map(({ step }) => step);
  const weights = [
    note('iter', scalar(iterations, 'int32')),
    note('groups', tensor1d(steps, 'int32')),
    ...(accumulated > 0 ? [note('accumulated', scalar(accumulated, 'int32'))] : []),
    ...Object.entries(shared).map(([name, tensor]) => ({ name, tensor })),
  ];
  const moved = groups.flatMap(({ parameters }) => parameters.filter(hasMoved));
  for (const { name, t, memory, slots, bytes, waits } of moved) {
    weights.push(note(`${name}/step`, scalar(t, 'int32')));
    if (waits) weights.push(note(`${name}/waits`, scalar(1, 'int32')));
    for (const [key, value] of Object.entries(saved(memory).memory ?? {})) {
      weights.push(note(`${name}/memory/${key}`, tensor1d(inFloats(value))));
    }
    for (const [slot, tensor] of Object.entries(slots)) {
      weights.push({ name: `${name}/${slot}`, tensor });
    }
    for (const [slot, packed] of Object.entries(bytes)) {
      weights.push(note(`${name}/${slot}`, unpackBytes(packed)));
    }
  }
  return { weights, made };
}

/** Three float32 numbers whose sum is a float64 number, exactly. */
function inFloats(value: number): number[] {
  const high = Math.fround(value);
  const middle = Math.fround(value - high);
  return [high, middle, value - high - middle];
}

/** Reads what {@link encodeWeights} wrote. */
export async function decodeWeights(
  where: string,
  weights: readonly NamedTensor[],
  groupCount: number,
): Promise<DecodedState & { iterations: number; steps: number[] }> {
  const [iter, groups, ...rest] = weights;
  const steps = groups?.name === 'groups' ? Array.from(await groups.tensor.data()) : [];
  if (iter?.name !== 'iter' || steps.length !== groupCount) {
    throw new StateError(
      `${where}: got ${weights.map(({ name }) => name).slice(0, 2)} of ${steps.length} groups first, ` +
        `expected iter,groups of ${groupCount}. Pass what getWeights() of such an optimizer returned.`,
    );
  }
  const [iterations = 0] = await iter.tensor.data();
  let accumulated = 0;
  const shared: Record<string, Tensor> = {};
  const parameters = new Map<string, Reading>();
  for (const { name: key, tensor } of rest) {
    if (key === 'accumulated') {
      accumulated = (await tensor.data())[0] ?? 0;
      continue;
    }
    if (!key.includes('/')) {
      shared[key] = tensor;
      continue;
    }
    const [, name, memory, slot] = /^(.*?)(?:\/memory\/([^/]*)|\/([^/]*))$/.exec(
      key,
    ) as unknown as string[];
    const entry = parameters.get(name as string) ?? { name: name as string, t: 0, slots: {} };
    parameters.set(entry.name, entry);
    if (memory !== undefined) {
      const parts = Array.from(await tensor.data());
      entry.memory = { ...entry.memory, [memory]: parts.reduce((sum, part) => sum + part, 0) };
    } else if (slot === 'step') {
      entry.t = (await tensor.data())[0] ?? 0;
    } else if (slot === 'waits') {
      entry.waits = true;
    } else {
      entry.slots[slot as string] = tensor;
    }
  }
  return { iterations, accumulated, steps, shared, parameters: [...parameters.values()] };
}

/** A parameter of which some weights have been read. */
interface Reading {
  readonly name: string;
  t: number;
  memory?: StepNumbers;
  waits?: boolean;
  readonly slots: Record<string, Tensor>;
}
