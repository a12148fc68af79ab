import { recording } from '../capture/recording.js';
import { checkUint32 } from '../check.js';

/**
 * An integer in [0, 2³²) that lives on the host and belongs to a module's state: a seed, a count of
 * calls.
 *
 * A field of this class is saved and loaded with the variables, so that a resumed run goes on bit
 * for bit. In a state dict it is an int32 scalar; from 2³¹ on that is its two's complement.
 *
 * @throws {@link OptionError} when it is set to something else.
 * @example
 * ```ts
 * class Counting extends Module {
 *   readonly calls = new HostInteger(0);
 *   forward(x: Tensor): Tensor {
 *     this.calls.value += 1;
 *     return clone(x);
 *   }
 * }
 * ```
 */
export class HostInteger {
  #value = 0;

  constructor(value: number) {
    this.value = value;
  }

  get value(): number {
    return this.#value;
  }

  set value(value: number) {
    checkUint32('HostInteger', { value }, 'value');
    recording()?.count(this, value);
    this.#value = value;
  }
}
