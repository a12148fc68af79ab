import type { OptionValues } from '@nadir/core';

/** Options in words: `learning rate 0.01`, `beta1 0.9`. */
export const describeOptions = (options: OptionValues): string[] =>
  Object.entries(options).map(([name, value]) => `${wordsOf(name)} ${value}`);

/** The name of an option in words: `learning rate` for `learningRate`. */
export const wordsOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
