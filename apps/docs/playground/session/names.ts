import { defaultsOf, ruleOf } from '@nadir/cli/training/optimizers';
import type { Contender } from '../state/contender.js';
import { symbolOf } from './option-range.js';

/** The class of an optimizer, by its name in the catalogue. */
export const classOf = (optimizer: string): string => ruleOf(optimizer).name;

/**
 * Names of contenders: their classes. Those of the same class are told apart by the settings that differ between them, where
 * they are not the defaults: by the letter of the formula, or the word of the code.
 */
export function namesOf(contenders: readonly Contender[]): string[] {
  return contenders.map((one) => {
    const relatives = contenders.filter(({ optimizer }) => optimizer === one.optimizer);
    const all = relatives.map(settingsOf);
    const telling = [...settingsOf(one)]
      .filter(([key, value]) => all.some((settings) => settings.get(key) !== value))
      .map(([key, value]) => (value === 'true' ? key : `${key} ${value}`));
    return [classOf(one.optimizer), ...telling].join(' ');
  });
}

/** Settings of a contender that are not the defaults, by their letter or word. */
function settingsOf({ optimizer, options, ...one }: Contender): ReadonlyMap<string, string> {
  const defaults = defaultsOf(optimizer);
  const own = Object.entries(options).filter(([name, value]) => value !== defaults[name]);
  const others: [string, unknown, boolean][] = [
    ['', one.schedule.name, one.schedule.name !== 'constant'],
    ['warm-up', one.schedule.warmup, one.schedule.warmup > 0],
    ['clip', one.clipLimit, one.clip !== 'none'],
    ['L1', one.l1, one.l1 > 0],
    ['∇L1', one.l1, one.l1 > 0 && one.l1Form === 'gradient'],
    ['L2', one.l2, one.l2 > 0],
    ['p', one.dropout, one.dropout >= 0],
    [one.average.toUpperCase(), one.averageDecay, one.average === 'ema'],
    [one.average.toUpperCase(), true, one.average === 'swa'],
  ];
  return new Map([
    ...own.map(([name, value]) => [symbolOf(name) ?? name, String(value)] as const),
    ...others.filter(([, , isSet]) => isSet).map(([key, value]) => [key, String(value)] as const),
  ]);
}
