/** A word for no and one for yes. */
export type NoYes = readonly [no: string, yes: string];

/** Words for no and yes, the first pair that holds all cells of a column is taken. */
const pairs: readonly NoYes[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['nein', 'ja'],
  ['non', 'oui'],
  ['no', 'sí'],
  ['falsch', 'wahr'],
  ['否', '是'],
  ['n', 'y'],
  ['f', 't'],
];

/** Longest of these words. */
const longest = Math.max(...pairs.flat().map((word) => word.length));

/** The pairs that a column may be written in, as bits, before any cell is seen. */
export const allPairs = 2 ** pairs.length - 1;

/** Those of the pairs that a cell belongs to. */
export function pairsWith(cell: string, among: number): number {
  if (among === 0 || cell.length > longest) return 0;
  const word = cell.toLowerCase();
  let left = 0;
  pairs.forEach((pair, i) => {
    if (among & (1 << i) && pair.includes(word)) left |= 1 << i;
  });
  return left;
}

/** The words of the first of some pairs, for those that a column does not show; false and true where there is no pair. */
export const wordsOf = (among: number): NoYes =>
  pairs.find((_, i) => among & (1 << i)) ?? (pairs[0] as NoYes);

/** Whether a cell says yes; `undefined` where it says neither. */
export function booleanIn(cell: string): boolean | undefined {
  const word = cell.toLowerCase();
  if (word === 'no') return false;
  const pair = pairs.find((one) => one.includes(word));
  return pair === undefined ? undefined : pair[1] === word;
}
