import type { ArrayEntry } from '../../formats/array-file.js';

/** What is told of the numbers of an array. */
export interface Statistics {
  readonly nan: number;
  readonly infinite: number;
  /** Of the finite numbers; `null` where there is none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
}

/** Dtypes of less than a byte, or without a sign and zero, whose bytes are no numbers by themselves. */
const withoutNumbers: readonly string[] = [
  'string',
  'F4',
  'F6_E2M3',
  'F6_E3M2',
  'F8_E8M0',
  'F8_E4M3FNUZ',
  'F8_E5M2FNUZ',
];

/** Whether the values of an array are numbers. */
export const hasNumbers = ({ dtype }: ArrayEntry): boolean => !withoutNumbers.includes(dtype);

/** What has been seen of an array so far. Of complex numbers, real and imaginary parts count. */
export class Tally {
  #nan = 0;
  #infinite = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #sum = 0;
  /** The sum in units so great that it cannot overflow. */
  #scaledSum = 0;
  #finite = 0;

  add(numbers: ArrayLike<number>): void {
    let sum = 0;
    let finite = 0;
    for (let i = 0; i < numbers.length; i++) {
      const x = numbers[i] as number;
      // Of NaN and infinities, the difference is NaN.
      if (x - x !== 0) {
        if (Number.isNaN(x)) this.#nan++;
        else this.#infinite++;
        continue;
      }
      finite++;
      sum += x;
      if (x < this.#min) this.#min = x;
      if (x > this.#max) this.#max = x;
    }
    this.#finite += finite;
    this.#sum += sum;
    this.#scaledSum += Number.isFinite(sum) ? sum / unit : scaledSumOf(numbers);
  }

  result(): Statistics {
    const counts = { nan: this.#nan, infinite: this.#infinite };
    if (this.#finite === 0) return { ...counts, min: null, max: null, mean: null };
    const mean = Number.isFinite(this.#sum)
      ? this.#sum / this.#finite
      : (this.#scaledSum / this.#finite) * unit;
    return { ...counts, min: this.#min, max: this.#max, mean };
  }
}

/** More than there are numbers in any array. */
const unit = 2 ** 70;

function scaledSumOf(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i] as number;
    if (Number.isFinite(x)) sum += x / unit;
  }
  return sum;
}

/**
 * Goes through the values of an array.
 *
 * @param onPart Called with the number of values of each part; what it throws ends the reading.
 */
export async function statisticsOf(
  entry: ArrayEntry,
  onPart: (values: number) => void,
): Promise<Statistics> {
  const tally = new Tally();
  for await (const part of entry.parts()) {
    const isBig = part instanceof BigInt64Array || part instanceof BigUint64Array;
    tally.add(isBig ? Float64Array.from(part, Number) : part);
    onPart(part.length);
  }
  return tally.result();
}
