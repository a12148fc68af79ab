import { Module, parameter } from '@nadir/core';
import { checkNames, checkOptions, checkUnits, type Units } from '@nadir/core/internal';
import {
  div,
  mul,
  sqrt,
  square,
  sum,
  type Tensor,
  tidy,
  type Variable,
} from '@tensorflow/tfjs-core';
import { checkWeighted, forwardWith, type Weighted } from './with-weight.js';

/** Options of {@link WeightNorm}. */
export interface WeightNormOptions {
  /** Which weights have one magnitude. Default `'output'`: all that lead into one output. */
  units?: Units;
}

/**
 * Lets a module compute with a weight whose length and direction are trained apart:
 *
 *     W = g v / ‖v‖       for each unit of the weight
 *
 * At first g = ‖W‖ and v = W, so nothing changes. g is the parameter `magnitude`, with length 1 in the axes
 * of a unit (or 0-D for `'tensor'`), and v is the weight of the child `module`. The numbers are those of
 * `torch.nn.utils.parametrizations.weight_norm`, whose `dim=0` is `units: 'output'` and `None` `'tensor'`.
 *
 * Paper: Salimans & Kingma, NeurIPS 2016, https://arxiv.org/abs/1602.07868
 *
 * @throws {@link OptionError} when the module has no weight, or an option is out of range.
 * @example
 * ```ts
 * const layer = new WeightNorm(new Linear(8, 4));
 * const names = [...layer.namedParameters().keys()]; // magnitude, module.weight, module.bias
 * ```
 */
export class WeightNorm<Inputs extends unknown[]> extends Module<Inputs, Tensor> {
  readonly units: Units;
  /** g. */
  readonly magnitude: Variable;
  readonly module: Weighted<Inputs>;

  constructor(module: Weighted<Inputs>, options: WeightNormOptions = {}) {
    super();
    checkOptions('WeightNorm', options);
    const { units = 'output' } = options;
    checkWeighted('WeightNorm.module', module);
    checkNames('WeightNorm', options, ['units']);
    checkUnits('WeightNorm', units);
    this.units = units;
    this.module = module;
    this.magnitude = parameter(tidy(() => this.#norms()));
  }

  /** W: a new tensor, which the caller disposes of. */
  weight(): Tensor {
    return tidy(() => mul(this.module.weight, div(this.magnitude, this.#norms())));
  }

  forward(...inputs: Inputs): Tensor {
    return tidy(() => forwardWith(this.module, this.weight(), inputs));
  }

  #norms(): Tensor {
    const { weight } = this.module;
    const squares = square<Tensor>(weight);
    if (this.units === 'tensor') return sqrt(sum(squares));
    const kept = weight.rank - (this.units === 'output' ? 1 : 2);
    const axes = weight.shape.map((_, axis) => axis).filter((axis) => axis !== kept);
    return sqrt(sum(squares, axes, true));
  }
}
