import type { Module, RandomStreams } from '@nadir/core';
import {
  BatchNorm,
  Dropout,
  GELU,
  kaimingUniform,
  LayerNorm,
  Linear,
  ReLU,
  Sequential,
  Sigmoid,
  Tanh,
} from '@nadir/nn';
import type { Contender } from '../../state/contender.js';
import type { ActivationName, NetworkTask } from '../../state/task.js';

/** A hidden layer by its parts; a part that does nothing is left out. */
export interface HiddenBlock {
  readonly whole: Sequential;
  readonly linear: Linear;
  readonly dropout: Dropout | undefined;
}

/** A network by its layers. Weights are named `0.0.weight`, `1.0.weight`, …, and of the output `2.weight`. */
export interface Network {
  readonly model: Sequential;
  readonly hidden: readonly HiddenBlock[];
  readonly output: Linear;
}

const activations: Readonly<Record<ActivationName, (() => Module) | undefined>> = {
  relu: () => new ReLU(),
  tanh: () => new Tanh(),
  gelu: () => new GELU(),
  sigmoid: () => new Sigmoid(),
  linear: undefined,
};

/** Slope of Kaiming's formula for the weights before an activation; PyTorch's default where there is none. */
export const slopeBefore: Readonly<Record<ActivationName, number | undefined>> = {
  relu: 0,
  gelu: 0,
  tanh: undefined,
  sigmoid: undefined,
  linear: undefined,
};

/** Share of each hidden layer that is dropped, where a contender may have one of its own. */
export const dropoutsOf = (
  { layers }: Pick<NetworkTask, 'layers'>,
  { dropout }: Pick<Contender, 'dropout'>,
): readonly number[] => layers.map((layer) => (dropout < 0 ? layer.dropout : dropout));

/** The linear maps of a network. They take the first streams, so that weights do not depend on what lies between them. */
export function makeLinears(
  widths: readonly number[],
  activation: ActivationName,
  random: RandomStreams,
): readonly Linear[] {
  const slope = slopeBefore[activation];
  return widths.slice(1).map((width, i) => {
    const isHidden = i < widths.length - 2;
    const gain = isHidden && slope !== undefined ? { initial: kaimingUniform(slope) } : {};
    return new Linear(widths[i] as number, width, { random, ...gain });
  });
}

/** Puts linear maps together: after each but the last come its norm, its activation and its dropout. */
export function assemble(
  linears: readonly Linear[],
  { activation, norm }: Pick<NetworkTask, 'activation' | 'norm'>,
  dropouts: readonly number[],
  random: RandomStreams,
): Network {
  const hidden = linears.slice(0, -1).map((linear, i): HiddenBlock => {
    const share = dropouts[i] ?? 0;
    const dropout = share > 0 ? new Dropout(share, { random }) : undefined;
    const normed =
      norm === 'none'
        ? []
        : [
            norm === 'batch'
              ? new BatchNorm(linear.outFeatures)
              : new LayerNorm(linear.outFeatures),
          ];
    const active = activations[activation]?.();
    const parts = [linear, ...normed, ...(active ? [active] : []), ...(dropout ? [dropout] : [])];
    return { whole: new Sequential(...parts), linear, dropout };
  });
  const output = linears.at(-1) as Linear;
  return { model: new Sequential(...hidden.map(({ whole }) => whole), output), hidden, output };
}
