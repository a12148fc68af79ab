import { Module, parameter } from '@nadir/core';
import {
  checkBoolean,
  checkInteger,
  checkNames,
  checkOptions,
  checkPositive,
} from '@nadir/core/internal';
import { ones, reshape, type Tensor, tidy, type Variable, zeros } from '@tensorflow/tfjs-core';
import { centre, rowsOf, standardize } from './standardize.js';

/** Options of {@link LayerNorm}. */
export interface LayerNormOptions {
  /** Term ε added to the variance, > 0. Default `1e-5`. */
  epsilon?: number;
  /** Whether the result is multiplied by γ and β is added. Default `true`. */
  affine?: boolean;
}

/**
 * Standardizes the features of each example by themselves, and scales and shifts them:
 *
 *     y = (x − μ) / √(σ² + ε) · γ + β        x [..., features]   γ, β [features]
 *
 * μ and σ² are the mean and variance over the last axis, in training and evaluation alike. γ is 1 and β
 * is 0 at first. It is `torch.nn.LayerNorm(features, eps, elementwise_affine)`.
 *
 * Paper: Ba, Kiros & Hinton 2016, https://arxiv.org/abs/1607.06450
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @throws {@link TensorError} in `forward`, when the last size of x is not `features`.
 * @example
 * ```ts
 * const layer = new LayerNorm(2);
 * layer.forward(tensor2d([[1, 3], [10, 30]])).print(); // [[-1, 1], [-1, 1]]
 * ```
 */
export class LayerNorm extends Module {
  readonly features: number;
  readonly epsilon: number;
  readonly gamma: Variable | undefined;
  readonly beta: Variable | undefined;

  constructor(features: number, options: LayerNormOptions = {}) {
    super();
    checkOptions('LayerNorm', options);
    const { epsilon = 1e-5, affine = true } = options;
    checkInteger('LayerNorm', { features }, 1, 'features');
    checkNames('LayerNorm', options, ['epsilon', 'affine']);
    checkPositive('LayerNorm', { epsilon }, 'epsilon');
    checkBoolean('LayerNorm', { affine }, 'affine');
    this.features = features;
    this.epsilon = epsilon;
    if (affine) {
      this.gamma = parameter(ones([features]));
      this.beta = parameter(zeros([features]));
    }
  }

  forward(x: Tensor): Tensor {
    const { features, epsilon, gamma, beta } = this;
    return tidy(() => {
      const { centred, variance } = centre(rowsOf('LayerNorm.forward', x, features), 1);
      return reshape(standardize(centred, variance, epsilon, gamma, beta), x.shape);
    });
  }
}
