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
