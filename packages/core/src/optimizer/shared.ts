import type { Tensor } from '@tensorflow/tfjs-core';
import { StateError } from '../errors.js';
import type { OptionValues, Slot } from '../program/index.js';
import { makeSlotsWith } from '../state/slots.js';
import { beginSlots } from './parameter.js';

/** State that all parameters of an optimizer share, by slot: 0-D tensors. */
export class SharedState {
  readonly tensors: Record<string, Tensor> = {};

  /** Makes what is missing of the slots of a rule. */
  begin(slots: readonly Slot[], options: OptionValues): void {
    const missing = slots.filter(({ name, kind }) => kind === 'shared' && !(name in this.tensors));
    if (missing.length === 0) return;
    const made = beginSlots(missing, () => options);
    missing.forEach(({ name }, i) => {
      this.tensors[name] = made[i] as Tensor;
    });
  }

  /**
   * Fails unless saved tensors are those of the slots of a rule, or there are none.
   * @throws {@link StateError}
   */
  static check(
    where: string,
    saved: Readonly<Record<string, Tensor>>,
    slots: readonly Slot[],
  ): void {
    const wanted = slots.filter(({ kind }) => kind === 'shared').map(({ name }) => name);
    const given = Object.keys(saved);
    const fits = given.length === 0 || given.toSorted().join() === wanted.toSorted().join();
    const bad = Object.values(saved).find(({ rank, dtype }) => rank > 0 || dtype !== 'float32');
    if (fits && bad === undefined) return;
    throw new StateError(
      `${where}: got ${bad ? `${bad.dtype} [${bad.shape}]` : given.map((name) => `"${name}"`)} for all ` +
        `parameters together, expected ${wanted.join(', ') || 'nothing'}, one float32 number each.`,
    );
  }

  /** Takes over copies of saved tensors that {@link check} has passed. */
  restore(saved: Readonly<Record<string, Tensor>>): void {
    const names = Object.keys(saved);
    // Copied before anything is freed: the saved tensors may be the state itself.
    const copies = makeSlotsWith(Object.values(saved));
    this.dispose();
    names.forEach((name, i) => {
      this.tensors[name] = copies[i] as Tensor;
    });
  }

  dispose(): void {
    for (const [name, tensor] of Object.entries(this.tensors)) {
      tensor.dispose();
      delete this.tensors[name];
    }
  }
}
