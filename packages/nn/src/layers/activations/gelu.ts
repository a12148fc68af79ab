import { Module } from '@nadir/core';
import { checkNames, checkOptions, checkWord } from '@nadir/core/internal';
import { add, erf, mul, pow, type Tensor, tanh, tidy } from '@tensorflow/tfjs-core';

/** Options of {@link GELU}. */
export interface GELUOptions {
  /** Whether Φ is computed exactly (`'none'`) or by a tanh. Default `'none'`. */
  approximate?: 'none' | 'tanh';
}

/**
 * The Gaussian error linear unit of each element:
 *
 *     none   x Φ(x) = ½ x (1 + erf(x / √2))
 *     tanh   ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))
 *
 * The two differ by at most 5e-4. TensorFlow.js has an erf that is off by up to 1.5e-7 on most
 * backends, so the exact form is off by up to 8e-8 |x|.
 *
 * Paper: Hendrycks & Gimpel 2016, https://arxiv.org/abs/1606.08415
 * @throws {@link OptionError} when `approximate` is another word.
 * @example
 * ```ts
 * new GELU().forward(tensor([-1, 0, 1])).print(); // [-0.16, 0, 0.84]
 * ```
 */
export class GELU extends Module {
  readonly approximate: 'none' | 'tanh';

  constructor(options: GELUOptions = {}) {
    super();
    checkOptions('GELU', options);
    const { approximate = 'none' } = options;
    checkNames('GELU', options, ['approximate']);
    checkWord('GELU', { approximate }, 'approximate', ['none', 'tanh']);
    this.approximate = approximate;
  }

  forward(x: Tensor): Tensor {
    return tidy(() => mul(mul(x, 0.5), add(this.#centred(x), 1)));
  }

  /** 2 Φ(x) − 1. */
  #centred(x: Tensor): Tensor {
    if (this.approximate === 'none') return erf(mul(x, Math.SQRT1_2));
    return tanh(mul(add(x, mul(pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI)));
  }
}
