/** Where the running numbers in a name of TensorFlow.js are taken out, and what they are. */
export interface Stem {
  readonly text: string;
  readonly numbers: readonly number[];
}

/** Whether TensorFlow.js has made up a name because nobody gave one: a running number. */
export const isMadeUp = (name: string): boolean => /^\d+$/.test(name);

/** `dense_Dense1/kernel_2` without the number that a name gets when it is in use already. */
export function withoutCopyNumber(name: string): Stem {
  const [, text = name, copy = '0'] = /^(.*[^/])_(\d+)$/s.exec(name) ?? [];
  return { text, numbers: [Number(copy)] };
}

/**
 * `dense_Dense1/kernel_2` without that number and without those by which TensorFlow.js tells layers without a name apart.
 * Both count what the process has made before.
 */
export function withoutRunningNumbers(name: string): Stem {
  const { text, numbers } = withoutCopyNumber(name);
  const layers: number[] = [];
  const stem = text.replace(/(?<=[a-zA-Z])\d+(?=\/|$)/g, (number) => {
    layers.push(Number(number));
    return '#';
  });
  return { text: stem, numbers: [...layers, ...numbers] };
}

/** Orders stems of one text by their numbers. */
export function byNumbers(one: Stem, other: Stem): number {
  const i = one.numbers.findIndex((number, k) => number !== other.numbers[k]);
  return i < 0 ? 0 : (one.numbers[i] as number) - (other.numbers[i] ?? 0);
}
