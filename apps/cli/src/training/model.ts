import type { Module, RandomStreams } from '@nadir/core';
import { Dropout, kaimingUniform, Linear, ReLU, Sequential } from '@nadir/nn';
import type { Variable } from '@tensorflow/tfjs';

/**
 * A multilayer perceptron: linear maps with a ReLU, and dropout where its share is not 0, between
 * them. The same widths and dropout give the same names of parameters.
 *
 * @param widths Units of each layer, inputs first and outputs last.
 */
export function makeModel(
  widths: readonly number[],
  dropout: number,
  random: RandomStreams,
): Sequential {
  const layers: Module[] = [];
  widths.slice(1).forEach((width, i) => {
    if (i > 0) layers.push(new ReLU());
    if (i > 0 && dropout > 0) layers.push(new Dropout(dropout, { random }));
    // A ReLU comes after every map but the last.
    const isLast = i === widths.length - 2;
    const initial = isLast ? {} : { initial: kaimingUniform() };
    layers.push(new Linear(widths[i] as number, width, { random, ...initial }));
  });
  return new Sequential(...layers);
}

/** Weights of a model that are exactly zero, biases left out. */
export interface Sparsity {
  readonly zeros: number;
  readonly weights: number;
}

/** Counts the zeros among the weights of a model. */
export async function sparsityOf(model: Module): Promise<Sparsity> {
  const weights = model.parameters().filter(({ rank }: Variable) => rank > 1);
  let zeros = 0;
  for (const weight of weights) for (const w of await weight.data()) if (w === 0) zeros++;
  return { zeros, weights: weights.reduce((sum, { size }) => sum + size, 0) };
}
