import { parseNumber } from '../text/numbers.js';

/** How the text after a flag becomes a value. */
export interface Reader<T> {
  /** Stands for the value in the help; a switch has none. */
  readonly placeholder?: string;
  /** What is accepted, in words. */
  readonly expected: string;
  /** The words to choose from, where it is a choice. */
  readonly words?: readonly string[];
  /** The value, or `undefined` when the text is not accepted. */
  parse(text: string): T | undefined;
  /** The part of a text that is not accepted, where the rest of it may be. */
  stray?(text: string): string | undefined;
}

/** A flag without value. */
export const toggle: Reader<boolean> = { expected: 'nothing', parse: () => undefined };

/** Any text. */
export const text = (placeholder: string): Reader<string> => ({
  placeholder,
  expected: `a ${placeholder}`,
  parse: (given) => given,
});

/** One of several words. */
export function choice<const Word extends string>(
  placeholder: string,
  words: readonly Word[],
): Reader<Word> {
  return {
    placeholder,
    expected: words.length > 1 ? `one of ${words.join(', ')}` : words.join(),
    words,
    parse: (given) => words.find((word) => word === given),
  };
}

/** Some of several words, with commas between them. */
export function several<const Word extends string>(
  placeholder: string,
  words: readonly Word[],
): Reader<readonly Word[]> {
  return {
    placeholder,
    expected: `some of ${words.join(', ')}, with commas between them`,
    words,
    parse(given) {
      const list = given.split(',').map((part) => words.find((word) => word === part));
      return list.includes(undefined) ? undefined : (list as Word[]);
    },
    stray: (given) => given.split(',').find((part) => !words.some((word) => word === part)),
  };
}

/** An integer between two bounds. */
export const integer = (least: number, most: number): Reader<number> => ({
  placeholder: 'n',
  expected: `an integer from ${least} to ${most}`,
  parse(given) {
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  },
});

/** A number that the function accepts. */
export const number = (expected: string, accepts: (x: number) => boolean): Reader<number> => ({
  placeholder: 'x',
  expected,
  parse(given) {
    const value = parseNumber(given);
    return value !== undefined && accepts(value) ? value : undefined;
  },
});

/** Names with commas between them. */
export const names: Reader<readonly string[]> = {
  placeholder: 'a,b,…',
  expected: 'names with commas between them',
  parse(given) {
    const list = given.split(',').map((name) => name.trim());
    return list.includes('') ? undefined : list;
  },
};
