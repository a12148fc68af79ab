import { Tensor } from '@tensorflow/tfjs-core';

/** Lists and objects of tensors, taken apart: the tensors in order, and what puts others in their places. */
export interface TakenApart<Container> {
  readonly tensors: readonly Tensor[];
  /** Whether there is nothing else in them. */
  readonly isWhole: boolean;
  with(others: readonly Tensor[]): Container;
}

/** Takes lists and plain objects apart into their tensors. Everything else in them stays as it is. */
export function takeApart<Container>(container: Container): TakenApart<Container> {
  const tensors: Tensor[] = [];
  const others: unknown[] = [];
  const put = build(container, tensors, others);
  return { tensors, isWhole: others.length === 0, with: (next) => put(next) as Container };
}

type Builder = (others: readonly Tensor[]) => unknown;

function build(value: unknown, tensors: Tensor[], rest: unknown[]): Builder {
  if (value instanceof Tensor) {
    const at = tensors.push(value) - 1;
    return (others) => others[at];
  }
  if (Array.isArray(value)) {
    const parts = value.map((item) => build(item, tensors, rest));
    return (others) => parts.map((part) => part(others));
  }
  if (isPlain(value)) {
    const parts = Object.entries(value).map(
      ([key, item]) => [key, build(item, tensors, rest)] as const,
    );
    return (others) => Object.fromEntries(parts.map(([key, part]) => [key, part(others)]));
  }
  if (value !== undefined && value !== null) rest.push(value);
  return () => value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
