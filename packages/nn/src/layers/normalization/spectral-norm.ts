import { buffer, Module, randomNormal } from '@nadir/core';
import {
  checkInteger,
  checkNames,
  checkOptions,
  checkPositive,
  effect,
  nextStream,
  toRows,
} from '@nadir/core/internal';
import {
  div,
  matMul,
  maximum,
  mul,
  norm,
  reshape,
  sum,
  type Tensor,
  tidy,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { RandomOptions } from '../random-module.js';
import { reversible } from './reversible.js';
import { checkWeighted, forwardWith, type Weighted } from './with-weight.js';

/** Options of {@link SpectralNorm}. */
export interface SpectralNormOptions extends RandomOptions {
  /** Steps of the power iteration in each call while training, ≥ 1. Default `1`. */
  iterations?: number;
  /** Smallest norm that a vector is divided by, > 0. Default `1e-12`. */
  epsilon?: number;
}

/**
 * Lets a module compute with its weight divided by the greatest singular value of that, so that no input
 * is stretched. For the matrix W with a row for each output unit:
 *
 *     u ← W v / ‖W v‖       v ← Wᵀ u / ‖Wᵀ u‖       while training, `iterations` times in each call
 *     W / σ                 σ = uᵀ W v
 *
 * u and v are buffers, so they are saved. At first they are drawn from a normal distribution and go
 * through 15 steps; in evaluation they stay. No gradient goes through the iteration, only through σ. The
 * weight itself is that of the child `module`. The numbers are those of
 * `torch.nn.utils.parametrizations.spectral_norm`; as there, a weight of zeros gives NaN.
 *
 * Paper: Miyato et al., ICLR 2018, https://arxiv.org/abs/1802.05957
 *
 * @throws {@link OptionError} when the module has no weight, or an option is out of range.
 * @example
 * ```ts
 * const critic = new Sequential(new SpectralNorm(new Linear(2, 64)), new ReLU());
 * ```
 */
export class SpectralNorm<Inputs extends unknown[]> extends Module<Inputs, Tensor> {
  readonly iterations: number;
  readonly epsilon: number;
  /** Left singular vector, one number for each output unit. */
  readonly u: Variable;
  /** Right singular vector. */
  readonly v: Variable;
  readonly module: Weighted<Inputs>;

  constructor(module: Weighted<Inputs>, options: SpectralNormOptions = {}) {
    super();
    checkOptions('SpectralNorm', options);
    const { iterations = 1, epsilon = 1e-12 } = options;
    checkWeighted('SpectralNorm.module', module);
    checkNames('SpectralNorm', options, ['iterations', 'epsilon', 'random']);
    checkInteger('SpectralNorm', { iterations }, 1, 'iterations');
    checkPositive('SpectralNorm', { epsilon }, 'epsilon');
    this.module = module;
    this.iterations = iterations;
    this.epsilon = epsilon;
    const stream = nextStream('SpectralNorm', options.random);
    const outputs = module.weight.shape.at(-1) as number;
    const others = module.weight.size / outputs;
    const vector = (size: number, step: number) =>
      buffer(tidy(() => this.#normalized(randomNormal([size], { ...stream, step }))));
    this.u = vector(outputs, 0);
    this.v = vector(others, 1);
    this.#iterate(15);
  }

  /** The weight divided by σ: a new tensor, which the caller disposes of. */
  weight(): Tensor {
    return tidy(() => {
      const { weight } = this.module;
      return div(weight, sum(mul(this.u, this.#apply(this.v))));
    });
  }

  forward(...inputs: Inputs): Tensor {
    if (this.training) effect('SpectralNorm', [], () => this.#iterate(this.iterations));
    return tidy(() => forwardWith(this.module, this.weight(), inputs));
  }

  /** Vectors are assigned, not handed on, so what leads to them is no part of a gradient. */
  #iterate(times: number): void {
    reversible([this.u, this.v], []);
    tidy(() => {
      for (let i = 0; i < times; i++) {
        this.u.assign(this.#normalized(this.#apply(this.v)));
        this.v.assign(this.#normalized(this.#apply(this.u, true)));
      }
    });
  }

  /** W x, or Wᵀ x. */
  #apply(x: Tensor, isTransposed = false): Tensor {
    const rows = toRows(this.module.weight, 'output');
    return reshape(matMul(rows, reshape(x, [-1, 1]), isTransposed), [-1]);
  }

  #normalized(x: Tensor): Tensor {
    return div(x, maximum(norm(x), this.epsilon));
  }
}
