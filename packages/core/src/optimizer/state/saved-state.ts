import type { Tensor } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { StateDict } from '../../state/state-dict.js';
import type { Group } from '../groups/parameter.js';
import { type SavedOptions, saveOptions } from './config.js';
import type { SavedParameter } from './restore.js';

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
type SavedSteps = Omit<SavedParameter, 'slots'>;

/** What is saved of an optimizer beside its rule. */
export interface StateOf {
  readonly iterations: number;
  /** Micro-batches whose gradients wait. */
  readonly accumulated: number;
  readonly groups: readonly Group[];
  /** State that all parameters share. Its names have no slash, those of parameters' state have one. */
  readonly shared: Readonly<Record<string, Tensor>>;
}

/** How tensors get into a state dict. */
export interface Handing {
  /** What is saved for a tensor of the optimizer: itself, or a copy. */
  own(tensor: Tensor): Tensor;
  /** Is told of a tensor that was made for the state dict. */
  made(tensor: Tensor): Tensor;
}

/** The state of an optimizer. A parameter that has none and has not moved is left out. */
export function encodeState(rule: string, state: StateOf, { own, made }: Handing): StateDict {
  const { iterations, accumulated, groups, shared } = state;
  const tensors: Record<string, Tensor> = {};
  for (const name in shared) tensors[name] = own(shared[name] as Tensor);
  const described = groups.map(({ step, settings, parameters }) => ({
    step,
    // A caller's own function cannot be saved; the optimizer that loads the state has its own.
    options: saveOptions({ ...settings.options, ...settings.common }, () => {}),
    parameters: parameters.flatMap(({ name, t, hasState, memory = {}, waits, slots, bytes }) => {
      // A further update can make state before the first step.
      if (t === 0 && !hasState) return [];
      for (const slot in slots) tensors[`${name}/${slot}`] = own(slots[slot] as Tensor);
      for (const slot in bytes) {
        tensors[`${name}/${slot}`] = made((bytes[slot] as (typeof bytes)[string]).unpack());
      }
      const hasMemory = Object.keys(memory).length > 0;
      return [{ name, t, ...(hasMemory && { memory }), ...(waits && { waits }) }];
    }),
  }));
  const waiting = accumulated > 0 ? { accumulated } : {};
  const description: Description = { rule, iterations, ...waiting, groups: described };
  return { tensors, metadata: { optimizer: JSON.stringify(description) } };
}

/** What a state dict holds. The tensors stay the caller's. */
export interface DecodedState {
  readonly iterations: number;
  readonly accumulated: number;
  readonly groups: readonly SavedGroup[];
  readonly parameters: readonly SavedParameter[];
  readonly shared: Readonly<Record<string, Tensor>>;
}

/** Reads a state dict. */
export function decodeState(
  where: string,
  rule: string,
  { tensors, metadata }: StateDict,
  groupCount: number,
): DecodedState {
  const description = parse(where, metadata?.optimizer);
  if (description.rule !== rule) {
    throw new StateError(
      `${where}: got the state of ${description.rule}, expected that of ${rule}.`,
    );
  }
  const { iterations, accumulated = 0, groups } = description;
  if (groups.length !== groupCount) {
    throw new StateError(
      `${where}: got ${groups.length} groups, expected ${groupCount}. Make the ` +
        'optimizer with the groups it was saved with.',
    );
  }
  const shared: Record<string, Tensor> = {};
  const slots = new Map<string, Record<string, Tensor>>();
  const parameters = groups.flatMap((group) =>
    group.parameters.map((one) => {
      const own: Record<string, Tensor> = {};
      slots.set(one.name, own);
      return { ...one, slots: own };
    }),
  );
  for (const [key, tensor] of Object.entries(tensors)) {
    // The name of a parameter may have slashes, that of a slot has none.
    const end = key.lastIndexOf('/');
    const home = end < 0 ? shared : slots.get(key.slice(0, end));
    if (home === undefined) {
      throw new StateError(
        `${where}: got the tensor "${key}", expected only state of the parameters listed.`,
      );
    }
    home[key.slice(end + 1)] = tensor;
  }
  return { iterations, accumulated, groups, parameters, shared };
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

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isSavedGroup(value: unknown): value is SavedGroup {
  const { step, options, parameters } = Object(value) as Partial<SavedGroup>;
  return (
    isCount(step) && isObject(options) && Array.isArray(parameters) && parameters.every(isSteps)
  );
}

function isSteps(value: unknown): value is SavedSteps {
  const { name, t, waits = true, memory = {} } = Object(value) as Partial<SavedSteps>;
  return (
    typeof name === 'string' &&
    isCount(t) &&
    waits === true &&
    isObject(memory) &&
    Object.values(memory).every((number) => typeof number === 'number')
  );
}
