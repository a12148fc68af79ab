import { Adadelta, Adagrad, Adam, Adamax, RMSprop, SGD } from '@nadir/optim';
import type { train } from '@tensorflow/tfjs-core';
import { by, type Replacement } from './replacement.js';

type Factories = Omit<typeof train, 'prototype'>;

/** Name of a factory of `tf.train`. */
export type FactoryName = keyof Factories;

/**
 * Which optimizer takes the place of which factory of `tf.train`, with the defaults of the factory.
 * The specs of a factory that has no row are left out.
 */
export const replacements: {
  readonly [Name in FactoryName]?: Replacement<Parameters<Factories[Name]>>;
} = {
  sgd: by(SGD, (learningRate) => ({ learningRate })),
  momentum: by(SGD, (learningRate, momentum, nesterov = false) => ({
    learningRate,
    momentum,
    nesterov,
  })),
  rmsprop: by(
    RMSprop,
    (learningRate, alpha = 0.9, momentum = 0, epsilon = 1e-7, centered = false) => ({
      learningRate,
      alpha,
      momentum,
      epsilon,
      centered,
      epsilonInsideRoot: true,
    }),
  ),
  adagrad: by(Adagrad, (learningRate, initialAccumulatorValue = 0.1) => ({
    learningRate,
    initialAccumulatorValue,
    epsilon: 1e-7,
    epsilonInsideRoot: true,
  })),
  adadelta: by(Adadelta, (learningRate = 1e-3, rho = 0.95, epsilon = 1e-7) => ({
    learningRate,
    rho,
    epsilon,
  })),
  adam: by(Adam, (learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7) => ({
    learningRate,
    beta1,
    beta2,
    epsilon,
  })),
  adamax: by(
    Adamax,
    (learningRate = 2e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, decay = 0) => ({
      learningRate: decay === 0 ? learningRate : (step) => learningRate / (1 + decay * step),
      beta1,
      beta2,
      epsilon,
    }),
  ),
};
