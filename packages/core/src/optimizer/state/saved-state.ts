import { scalar, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { isInUse } from '../../check.js';
import { describe, StateError } from '../../errors.js';
import type { StepNumbers } from '../../program/tensor-op.js';
import { isPacked } from '../../transform/slot.js';
import type { Group, ParameterState } from '../groups/parameter.js';
import { saveOptions } from './config.js';
import {
  type DescribedGroup,
  type DescribedParameter,
  type Description,
  type LoadedParameter,
  parse,
  write,
} from './description.js';

/** A tensor under its name, as TensorFlow.js passes gradients and weights. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

type Tensors = Readonly<Record<string, Tensor>>;

/** What is saved of an optimizer. */
export interface StateOf {
  readonly rule: string;
  readonly iterations: number;
  /** Micro-batches whose gradients wait. */
  readonly accumulated: number;
  readonly groups: readonly Group[];
  /** State that all parameters share. */
  readonly shared: Tensors;
}

/** State as it is saved: a description, and tensors by name. */
export interface EncodedState {
  readonly description: string;
  readonly tensors: readonly NamedTensor[];
  /** Those of the tensors that are new. The others are the optimizer's own. */
  readonly made: readonly Tensor[];
}

/**
 * State as it is saved. That of a parameter has the name `<parameter>/<slot>`. A slot has no slash in its name, so that the
 * last one tells both apart, whatever the parameter is called; names of what all share have none.
 */
export function encodeState({
  rule,
  iterations,
  accumulated,
  groups,
  shared,
}: StateOf): EncodedState {
  const tensors: NamedTensor[] = [];
  const made: Tensor[] = [];
  for (const [name, tensor] of Object.entries(shared)) tensors.push({ name, tensor });
  const described = groups.map(({ part, step, settings, parameters, waiting }): DescribedGroup => {
    const all = [...parameters, ...waiting].sort((a, b) => a.index - b.index);
    for (const { name, slots } of all) {
      for (const [slot, kept] of Object.entries(slots)) {
        const tensor = isPacked(kept) ? kept.unpack() : kept;
        if (tensor !== kept) made.push(tensor);
        tensors.push({ name: `${name}/${slot}`, tensor });
      }
    }
    // A caller's own function cannot be saved; the optimizer that loads the state has its own.
    const options = saveOptions({ ...settings.options, ...settings.common });
    return { part, step, options, parameters: all.map(describeParameter) };
  });
  const waiting = accumulated > 0 ? { accumulated } : {};
  const description = write({ rule, iterations, ...waiting, groups: described });
  return { description, tensors, made };
}

function describeParameter(one: ParameterState): DescribedParameter {
  const { name, shape, index, t, memory, waits } = one;
  const remembered = Object.keys(memory ?? {}).length > 0 && { memory: memory as StepNumbers };
  return { name, shape, index, t, ...remembered, ...(waits && { waits }) };
}

/** A group as it was saved. */
export interface LoadedGroup extends Omit<DescribedGroup, 'parameters'> {
  readonly parameters: readonly LoadedParameter[];
}

/** State as it was saved. The tensors stay the caller's. */
export interface LoadedState extends Omit<Description, 'groups'> {
  readonly groups: readonly LoadedGroup[];
  readonly shared: Tensors;
}

/**
 * Reads what {@link encodeState} wrote.
 * @throws {@link StateError} when it is something else, or of another rule.
 */
export function decodeState(
  where: string,
  rule: string,
  { description: text, tensors }: { description: unknown; tensors: unknown },
): LoadedState {
  const description = parse(where, text);
  if (description.rule !== rule) {
    throw new StateError(
      `${where}: got the state of ${description.rule}, expected that of ${rule}.`,
    );
  }
  const slots = new Map<string, Record<string, Tensor>>();
  const shared: Record<string, Tensor> = {};
  for (const [key, tensor] of Object.entries(Object(tensors))) {
    checkTensor(where, key, tensor);
    const cut = key.lastIndexOf('/');
    if (cut < 0) {
      shared[key] = tensor;
      continue;
    }
    const name = key.slice(0, cut);
    slots.set(name, { ...slots.get(name), [key.slice(cut + 1)]: tensor });
  }
  const groups = description.groups.map((group) => ({
    ...group,
    parameters: group.parameters.map((one) => ({ ...one, slots: slots.get(one.name) ?? {} })),
  }));
  const listed = new Set(groups.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
  const stray = [...slots.keys()].find((name) => !listed.has(name));
  if (stray !== undefined) {
    const [slot] = Object.keys(slots.get(stray) ?? {});
    throw new StateError(
      `${where}: got the tensor "${stray}/${slot}", expected only state of the parameters listed.`,
    );
  }
  return { ...description, groups, shared };
}

function checkTensor(where: string, name: string, value: unknown): asserts value is Tensor {
  if (isInUse(value)) return;
  throw new StateError(`${where}: got ${describe(value)} as "${name}", expected a tensor in use.`);
}

/**
 * State as TensorFlow.js saves it beside a model: `iter`, the description, and the tensors by name. The description is a tensor
 * of the codes of its characters: TensorFlow.js loses count of the memory of tensors of strings.
 */
export function toWeights(iterations: number, { description, tensors, made }: EncodedState) {
  const own = [
    { name: 'iter', tensor: scalar(iterations, 'int32') as Tensor },
    { name: 'description', tensor: tensor1d(codesOf(description), 'int32') as Tensor },
  ];
  const lent = [...own.map(({ tensor }) => tensor), ...made];
  return { weights: [...own, ...tensors], made: lent };
}

/**
 * Reads what {@link toWeights} wrote.
 * @throws {@link StateError} when it is something else.
 */
export async function fromWeights(where: string, weights: readonly NamedTensor[]) {
  const [iter, description, ...rest] = Array.isArray(weights) ? (weights as NamedTensor[]) : [];
  if (iter?.name !== 'iter' || description?.name !== 'description') {
    const names = [iter, description].map((one) => one?.name ?? 'nothing');
    throw new StateError(
      `${where}: got the weights ${names.join(', ')} first, expected iter, description. Pass what ` +
        'getWeights() returned; that of an optimizer of TensorFlow.js to the class that stands for it, such as Adam.',
    );
  }
  for (const { name, tensor } of [iter, description]) checkTensor(where, name, tensor);
  const text = textOf(await description.tensor.data());
  const tensors = Object.fromEntries(rest.map(({ name, tensor }) => [name, tensor]));
  const names = new Set<string>();
  const twice = rest.find(({ name }) => names.size === names.add(name).size);
  if (twice !== undefined) {
    throw new StateError(`${where}: got the weight "${twice.name}" twice, expected it once.`);
  }
  return { description: text, tensors };
}

const codesOf = (text: string): number[] =>
  Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

const textOf = (codes: ArrayLike<number>): string =>
  Array.from(codes, (code) => String.fromCharCode(code)).join('');
