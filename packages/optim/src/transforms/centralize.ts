import { bind, defineTransform, div, sub, type Transform } from '@nadir/core';
import { checkWord, sizeOf } from '@nadir/core/internal';
import { type UnitAxis, unitSums } from './unit-sums.js';

/** Arguments of {@link centralize}. */
export interface CentralizeOptions {
  /**
   * Axis that counts the units: `'last'` in kernels of TensorFlow.js, [in, out] and [h, w, in, out],
   * `'first'` in weights of PyTorch. Default `'last'`.
   */
  unitAxis?: UnitAxis;
}

const centralizing = defineTransform({
  name: 'centralize',
  defaults: { unitAxis: 'last' as UnitAxis },
  dependsOnShape: true,
  check(o, where) {
    checkWord(where, o, 'unitAxis', ['first', 'last']);
  },
  update({ grad }, _, { static: { unitAxis }, shape }) {
    if (shape.length < 2) return {};
    const units = (unitAxis === 'first' ? shape[0] : shape.at(-1)) as number;
    const count = sizeOf(shape) / units;
    return { grad: sub(grad, div(unitSums(grad, unitAxis), count)) };
  },
});

/**
 * Gradient centralization, in front of an optimizer's rule. For each unit i, a neuron or filter:
 *
 *     gᵢ ← gᵢ − mean(gᵢ)
 *
 * Vectors and numbers stay as they are. `optax.centralize` takes the first axis for the units, whatever the layout.
 *
 * Its argument is fixed here and is no option of the optimizer.
 *
 * Paper: Yong et al., ECCV 2020, https://arxiv.org/abs/2004.01461
 * @throws {@link OptionError} when an argument is none of its words.
 * @example
 * ```ts
 * const optimizer = new Optimizer(chain(centralize(), AdamW.rule), model, { learningRate: 1e-3 });
 * ```
 */
export const centralize = (options: CentralizeOptions = {}): Transform =>
  bind(centralizing, options);
