import type { Tensor } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { StepNumbers } from '../../program/tensor-op.js';
import type { SavedOptions } from './config.js';

/** What is saved of an optimizer beside its tensors, as JSON. */
export interface Description {
  readonly rule: string;
  readonly iterations: number;
  /** Micro-batches whose gradients wait, if there are any. */
  readonly accumulated?: number;
  readonly groups: readonly DescribedGroup[];
}

/** A group as it is saved. */
export interface DescribedGroup {
  /** Position of its rule among those of the optimizer. */
  readonly part: number;
  readonly step: number;
  readonly options: SavedOptions;
  readonly parameters: readonly DescribedParameter[];
}

/** A parameter as it is saved, its state left out. */
export interface DescribedParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Position among all parameters of the optimizer, which random bits depend on. */
  readonly index: number;
  /** Steps that it has taken. */
  readonly t: number;
  /** Numbers that the host keeps for the rule. */
  readonly memory?: StepNumbers;
  /** Whether gradients of micro-batches wait for the step. */
  readonly waits?: boolean;
}

/** A parameter as it was saved, with its state. */
export interface LoadedParameter extends DescribedParameter {
  readonly slots: Readonly<Record<string, Tensor>>;
}

const beyondJson = ['Infinity', '-Infinity', 'NaN'];

/** A description as text. JSON has no infinity, so that one is a word. */
export const write = (description: Description): string =>
  JSON.stringify(description, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );

/**
 * Reads what {@link write} wrote.
 * @throws {@link StateError} when it is something else.
 */
export function parse(where: string, text: unknown): Description {
  let description: unknown;
  try {
    description = JSON.parse(String(text ?? 'null'), (_, value: unknown) =>
      beyondJson.includes(value as string) ? Number(value) : value,
    );
  } catch (cause) {
    throw new StateError(`${where}: got metadata that is no JSON, expected a state dict.`, {
      cause,
    });
  }
  const { rule, iterations, accumulated, groups } = recordOf(description);
  if (typeof rule !== 'string' || !isCount(iterations) || !isCount(accumulated ?? 0)) {
    throw new StateError(
      `${where}: got no metadata \`optimizer\`, expected the state dict of an optimizer.`,
    );
  }
  if (!isListOf(groups, isGroup)) {
    throw new StateError(`${where}: got malformed groups, expected those of a state dict.`);
  }
  const parameters = (description as Description).groups.flatMap((group) => group.parameters);
  const [names, indices] = [new Set<string>(), new Set<number>()];
  const twice = parameters.find(
    ({ name, index }) =>
      names.size === names.add(name).size || indices.size === indices.add(index).size,
  );
  if (twice !== undefined) {
    throw new StateError(`${where}: got state for "${twice.name}" twice, expected it once.`);
  }
  return description as Description;
}

const isGroup = (value: unknown): boolean => {
  const { part, step, options, parameters } = recordOf(value);
  const isComplete = isCount(part) && isCount(step) && isRecord(options);
  return isComplete && isListOf(parameters, isParameter);
};

const isParameter = (value: unknown): boolean => {
  const { name, shape, index, t, memory = {}, waits = false } = recordOf(value);
  const isComplete = typeof name === 'string' && isListOf(shape, isCount) && isCount(index);
  return isComplete && isCount(t) && isMemory(memory) && typeof waits === 'boolean';
};

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isMemory = (value: unknown): boolean =>
  isRecord(value) && isListOf(Object.values(value), (one) => typeof one === 'number');

const isListOf = (value: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(is);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : {};
