import type { Tensor } from '@tensorflow/tfjs-core';
import { makeSlotsWith } from '../../state/slots.js';
import type { OptionValues } from '../../transform/options.js';
import type { Slot } from '../../transform/slot.js';
import { beginSlots } from './begin-state.js';
import { sharedName } from './check-shared.js';

type Tensors = Record<string, Tensor>;

/** State that all parameters of a rule share, 0-D tensors, for each part of an optimizer. */
export class SharedState {
  readonly #parts: Tensors[] = [];

  /** The tensors of one part by slot. */
  of(part: number): Tensors {
    this.#parts[part] ??= {};
    return this.#parts[part];
  }

  /** All of them under the names by which they are saved. */
  get tensors(): Readonly<Tensors> {
    const named = this.#parts.map((tensors, part) =>
      Object.entries(tensors).map(([slot, tensor]) => [sharedName(part, slot), tensor] as const),
    );
    return Object.fromEntries(named.flat());
  }

  /** Makes what is missing of the slots of a rule. */
  begin(part: number, slots: readonly Slot[], options: OptionValues): void {
    const tensors = this.of(part);
    const missing = slots.filter(({ name, kind }) => kind === 'shared' && !(name in tensors));
    if (missing.length === 0) return;
    const made = beginSlots(missing.map((slot) => ({ slot, options })));
    missing.forEach(({ name }, i) => {
      tensors[name] = made[i] as Tensor;
    });
  }

  /** Takes over copies of saved tensors that {@link checkShared} has passed. */
  restore(saved: Readonly<Tensors>): void {
    // Copied before anything is freed: the saved tensors may be the state itself.
    const copies = makeSlotsWith(Object.values(saved));
    this.dispose();
    Object.keys(saved).forEach((name, i) => {
      const [, part = '0', slot = name] = /^(\d+)\.(.*)$/.exec(name) ?? [];
      this.of(Number(part))[slot] = copies[i] as Tensor;
    });
  }

  dispose(): void {
    for (const tensor of Object.values(this.tensors)) tensor.dispose();
    this.#parts.length = 0;
  }
}
