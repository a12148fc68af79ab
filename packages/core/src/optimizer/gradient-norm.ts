import { dispose, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import { isNormTotal, normOfTotal } from '../modifiers/clip-by-global-norm.js';

/** The norm of the gradients of the last step, on the device until it is asked for. */
export class GradientNorm {
  /** The total that it is computed from, by its name. */
  #kept: readonly [name: string, total: Tensor] | undefined;

  /** Keeps the norm among the totals of a step, if there is one, and disposes of the others. */
  keep(totals: Readonly<Record<string, Tensor>>): void {
    this.#kept?.[1].dispose();
    this.#kept = Object.entries(totals).find(([name]) => isNormTotal(name));
    const others = Object.entries(totals).filter(([name]) => name !== this.#kept?.[0]);
    dispose(Object.fromEntries(others) as NamedTensorMap);
  }

  /** The norm; `undefined` where none was kept. */
  async read(): Promise<number | undefined> {
    if (this.#kept === undefined) return undefined;
    const [name, total] = this.#kept;
    return normOfTotal(name, (await total.data())[0] as number);
  }

  dispose(): void {
    this.#kept?.[1].dispose();
    this.#kept = undefined;
  }
}
