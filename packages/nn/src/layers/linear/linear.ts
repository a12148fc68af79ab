import {
  Module,
  OptionError,
  parameter,
  type RandomStreams,
  randomUniform,
  TensorError,
} from '@nadir/core';
import { checkBoolean, checkInteger, checkNames, describe, nextStream } from '@nadir/core/internal';
import { add, matMul, reshape, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { Initial } from '../../init/initial.js';
import { kaimingUniform } from '../../init/kaiming.js';

/** Options of {@link Linear}. */
export interface LinearOptions {
  /** Whether a bias b is added. Default `true`. */
  bias?: boolean;
  /**
   * How the first weight is drawn; `kaimingUniform()` is right before a ReLU. Default `kaimingUniform(Math.sqrt(5))`, as
   * in PyTorch.
   */
  initial?: Initial;
  /** Where the random numbers come from. Default: the streams that {@link seed} has set. */
  random?: RandomStreams;
}

/**
 * A linear map with bias, a dense layer without activation:
 *
 *     y = x W + b        x [..., in]   W [in, out]   b [out]   y [..., out]
 *
 * W and b are float32. At first both are drawn from U(±1/√in), as in `torch.nn.Linear`; `initial`
 * changes that of W. W has the layout of TensorFlow.js, `[in, out]`; that of PyTorch is its transpose, `[out, in]`.
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @throws {@link TensorError} in `forward`, when the last size of x is not `inFeatures`.
 * @example
 * ```ts
 * const layer = new Linear(3, 2);
 * const y = layer.forward(tensor2d([[1, 2, 3]])); // [1, 2]
 * ```
 */
export class Linear extends Module {
  readonly inFeatures: number;
  readonly outFeatures: number;
  readonly weight: Variable;
  readonly bias: Variable | undefined;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions = {}) {
    super();
    const { bias = true, initial = kaimingUniform(Math.sqrt(5)) } = options;
    checkInteger('Linear', { inFeatures, outFeatures }, 1, 'inFeatures', 'outFeatures');
    checkNames('Linear', options, ['bias', 'initial', 'random']);
    checkBoolean('Linear', { bias }, 'bias');
    if (typeof initial !== 'function') {
      throw new OptionError(
        `Linear.initial: got ${describe(initial)}, expected what draws a weight, such as kaimingUniform().`,
      );
    }

    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    const stream = nextStream('Linear', options.random);
    const shape = [inFeatures, outFeatures];
    this.weight = parameter(initial(shape, { ...stream, step: 0 }));
    if (bias) {
      const bound = 1 / Math.sqrt(inFeatures);
      this.bias = parameter(randomUniform([outFeatures], { ...stream, step: 1 }, -bound, bound));
    }
  }

  forward(x: Tensor): Tensor {
    const { weight, bias, inFeatures, outFeatures } = this;
    if (x.shape.at(-1) !== inFeatures) {
      throw new TensorError(`Linear.forward: got [${x.shape}], expected [..., ${inFeatures}].`);
    }
    return tidy(() => {
      // TensorFlow.js multiplies more axes by a matrix, but has no gradient of that for the matrix.
      const rows = x.rank === 2 ? x : reshape(x, [-1, inFeatures]);
      const product = matMul(rows as Tensor, weight as Tensor);
      const y = bias === undefined ? product : add(product, bias);
      return x.rank === 2 ? y : reshape(y, [...x.shape.slice(0, -1), outFeatures]);
    });
  }
}
