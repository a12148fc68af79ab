import { Module, OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { clone, type Tensor, tidy } from '@tensorflow/tfjs-core';

/**
 * Modules one after the other: each takes what the one before it gives.
 *
 * They are named `0`, `1`, …, so the first one's weight is `0.weight`. What lies between them is
 * disposed as soon as nothing needs it. Without modules it gives its input.
 *
 * @throws {@link OptionError} when an argument is no module.
 * @example
 * ```ts
 * const model = new Sequential(new Linear(2, 16), new ReLU(), new Linear(16, 1));
 * const prediction = model.forward(tensor2d([[1, 2]])); // [1, 1]
 * ```
 */
export class Sequential extends Module {
  readonly [index: number]: Module;
  /** Number of modules. */
  readonly length: number;

  constructor(...layers: Module[]) {
    super();
    layers.forEach((layer, i) => {
      if (!(layer instanceof Module)) {
        throw new OptionError(`Sequential.${i}: got ${describe(layer)}, expected a Module.`);
      }
    });
    this.length = layers.length;
    // As fields of this object they are found like those of any module.
    Object.assign(this, layers);
  }

  /** The modules in their order. */
  *[Symbol.iterator](): Generator<Module> {
    for (let i = 0; i < this.length; i++) yield this[i] as Module;
  }

  forward(x: Tensor): Tensor {
    return tidy(() => [...this].reduce((value, layer) => layer.forward(value), clone(x)));
  }
}
