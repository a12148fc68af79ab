import type { Tensor } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import { makeSlotsWith } from '../../state/slots.js';
import type { OptionValues } from '../../transform/options.js';
import type { Slot } from '../../transform/slot.js';
import { beginSlots } from './begin-state.js';

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
      Object.entries(tensors).map(([slot, tensor]) => [nameOf(part, slot), tensor] as const),
    );
    return Object.fromEntries(named.flat());
  }

  /** Makes what is missing of the slots of a rule. */
  begin(part: number, slots: readonly Slot[], options: OptionValues): void {
    const tensors = this.of(part);
    const missing = slots.filter(({ name, kind }) => kind === 'shared' && !(name in tensors));
    if (missing.length === 0) return;
    const made = beginSlots(missing, () => options);
    missing.forEach(({ name }, i) => {
      tensors[name] = made[i] as Tensor;
    });
  }

  /**
   * Fails unless saved tensors are for each part those of the slots of its rule, or none.
   * @throws {@link StateError}
   */
  static check(
    where: string,
    saved: Readonly<Tensors>,
    slotsOf: ReadonlyMap<number, readonly Slot[]>,
  ): void {
    const given = Object.keys(saved);
    const wanted = [...slotsOf].map(([part, slots]) =>
      slots.filter(({ kind }) => kind === 'shared').map(({ name }) => nameOf(part, name)),
    );
    const isWhole = (names: readonly string[]) =>
      names.every((name) => given.includes(name)) || !names.some((name) => given.includes(name));
    const fits = wanted.every(isWhole) && given.every((name) => wanted.flat().includes(name));
    const bad = Object.values(saved).find(({ rank, dtype }) => rank > 0 || dtype !== 'float32');
    if (fits && bad === undefined) return;
    throw new StateError(
      `${where}: got ${bad ? `${bad.dtype} [${bad.shape}]` : given.map((name) => `"${name}"`)} for all ` +
        `parameters together, expected ${wanted.flat().join(', ') || 'nothing'}, one float32 number each.`,
    );
  }

  /** Takes over copies of saved tensors that {@link check} has passed. */
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

/** The name by which state of a part is saved: of the first its own. */
const nameOf = (part: number, slot: string): string => (part === 0 ? slot : `${part}.${slot}`);
