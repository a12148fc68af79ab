import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean …?` with the nearest of the words, or nothing when none is near. */
export function didYouMean(
  given: string,
  words: readonly string[],
  spell = (word: string) => word,
): string {
  if (words.length === 0) return '';
  const word = closest(given.toLowerCase(), words);
  const near = distance(given.toLowerCase(), word) <= Math.max(2, Math.floor(given.length / 3));
  return near ? ` Did you mean ${spell(word)}?` : '';
}

/** So many things: `1 seed`, `5 seeds`. */
export const counted = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;

/** Text with its first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
