import { type Expected, type Report, shorten } from './notice.js';

/** One value of the state: what it is at first, and how a link writes it. */
export interface Field<T> {
  readonly fallback: T;
  /** The value as text, without the characters `;` and `~`. */
  write(value: T): string;
  /** The value of a text. What is not accepted is reported, and replaced by what comes nearest. */
  read(text: string, report: Report): T;
}

/** A field that holds a number, with what a slider needs to know. */
export interface NumberField extends Field<number> {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** Whether equal ratios are equally far apart on a slider. */
  readonly log: boolean;
  /** The nearest number that is accepted. */
  clamp(value: number): number;
}

/** A number between two others, both accepted. */
export function number(
  fallback: number,
  min: number,
  max: number,
  { integer = false, log = false }: { readonly integer?: boolean; readonly log?: boolean } = {},
): NumberField {
  const clamp = (value: number) => {
    if (Number.isNaN(value)) return fallback;
    const within = Math.min(max, Math.max(min, value));
    return integer ? Math.round(within) : within;
  };
  return {
    ...{ fallback, min, max, integer, log, clamp },
    write: String,
    read(text, report) {
      const given = text.trim() === '' ? Number.NaN : Number(text);
      const used = clamp(given);
      if (used !== given) {
        const kind = integer ? 'integer' : 'number';
        report({ got: shorten(text), expected: { kind, min, max }, used: String(used) });
      }
      return used;
    },
  };
}

/** A whole number between two others, both accepted. */
export const integer = (fallback: number, min: number, max: number, log = false): NumberField =>
  number(fallback, min, max, { integer: true, log });

/** A field that holds one of some words. */
export interface ChoiceField<T extends string> extends Field<T> {
  readonly choices: readonly T[];
}

/** One of some words. */
export function choice<T extends string>(
  choices: readonly T[],
  fallback: NoInfer<T>,
): ChoiceField<T> {
  return {
    ...{ choices, fallback },
    write: (value) => value,
    read(text, report) {
      const found = choices.find((word) => word === text);
      if (found !== undefined) return found;
      report({ got: shorten(text), expected: { kind: 'choice', choices }, used: fallback });
      return fallback;
    },
  };
}

/** Yes or no, `1` or `0` in a link. */
export function flag(fallback: boolean): Field<boolean> {
  const words = choice(['0', '1'], fallback ? '1' : '0');
  return {
    fallback,
    write: (value) => (value ? '1' : '0'),
    read: (text, report) => words.read(text, report) === '1',
  };
}

/** A text of limited length; longer ones are cut. */
export function text(fallback: string, maxLength: number): Field<string> {
  return {
    fallback,
    write: (value) => value,
    read(given, report) {
      if (given.length <= maxLength) return given;
      const used = given.slice(0, maxLength);
      report({
        got: shorten(given),
        expected: { kind: 'text', maxLength },
        used: shorten(used),
      });
      return used;
    },
  };
}

/** Several values with commas between them. `maxLength` bounds how many there are. */
export function list<T>(
  item: Field<T>,
  fallback: readonly T[],
  maxLength: number,
): Field<readonly T[]> {
  return {
    fallback,
    write: (values) => values.map((value) => item.write(value)).join(','),
    read(given, report) {
      const parts = given === '' ? [] : given.split(',');
      const kept = parts.slice(0, maxLength);
      if (kept.length < parts.length) {
        const expected: Expected = { kind: 'list', maxLength };
        report({ got: String(parts.length), expected, used: String(kept.length) });
      }
      return kept.map((part) => item.read(part, report));
    },
  };
}

/** Some of a few words, each once, in the order of the choices. */
export function subset<T extends string>(
  choices: readonly T[],
  fallback: readonly T[],
): Field<readonly T[]> & { readonly choices: readonly T[] } {
  return {
    ...{ choices, fallback },
    write: (values) => values.join(','),
    read(given, report) {
      const words = given === '' ? [] : given.split(',');
      for (const word of words) {
        if (choices.some((one) => one === word)) continue;
        report({ got: shorten(word), expected: { kind: 'choice', choices }, used: '' });
      }
      return choices.filter((one) => words.includes(one));
    },
  };
}
