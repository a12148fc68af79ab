import type { OptionValues } from '@nadir/core';
import { formatShortPercent } from '../terminal/format.js';
import type { Measure } from './measure.js';
import type { Plan } from './plan.js';

/** Options in words: `learning rate 0.01`, `beta1 0.9`. */
export const describeOptions = (options: OptionValues): string[] =>
  Object.entries(options).map(([name, value]) => `${wordsOf(name)} ${value}`);

/** The name of an option in words: `learning rate` for `learningRate`. */
export const wordsOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The target as it stands after «to»: `97 %`, `R² 0.99`, `a height of 0.001`. */
export function describeTarget({ measure, target }: Pick<Plan, 'measure' | 'target'>): string {
  if (measure === 'accuracy') return formatShortPercent(target).replace('.0 ', ' ');
  return measure === 'R²' ? `R² ${target}` : `a height of ${target}`;
}

/** What is reported of the final runs: on the test part, or at the last step. */
export const finalName = ({ name }: Measure): string =>
  name === 'height' ? 'final height' : `test ${name}`;

/** Units of each layer of the network, inputs first. */
export function describeLayers({ network }: Plan): string {
  if (network === undefined) return '';
  const { features, hidden, classes = 1 } = network;
  return [features, ...hidden, classes].join('–');
}

/** Milliseconds with three digits, more than a machine repeats. */
export const formatMs = (ms: number): string => (ms < 100 ? ms.toPrecision(3) : ms.toFixed(0));

/** Text with its first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
