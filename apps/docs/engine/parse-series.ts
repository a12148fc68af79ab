/** How many values a pasted series has. */
export const lengths = { min: 2, max: 500 } as const;

/** Largest size of a value. */
export const largest = 1e9;

/** What is wrong with a pasted series. Positions count values from 1. */
export type SeriesProblem =
  | { readonly kind: 'not-a-number'; readonly text: string; readonly position: number }
  | { readonly kind: 'too-large'; readonly text: string; readonly position: number }
  | { readonly kind: 'length'; readonly count: number };

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Numbers between spaces, line ends, commas or semicolons, or the first thing that is wrong with them. */
export function parseSeries(text: string): readonly number[] | SeriesProblem {
  const words = text.split(/[\s,;，、；]+/).filter((word) => word !== '');
  const values = words.map((word) => {
    const plain = word.replace('−', '-');
    return number.test(plain) ? Number(plain) : Number.NaN;
  });
  const wrong = values.findIndex((value) => !(Math.abs(value) <= largest));
  if (wrong >= 0) {
    const kind = Number.isNaN(values[wrong]) ? 'not-a-number' : 'too-large';
    return { kind, text: words[wrong] as string, position: wrong + 1 };
  }
  const { length } = values;
  return length < lengths.min || length > lengths.max ? { kind: 'length', count: length } : values;
}
