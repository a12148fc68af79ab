import { stripVTControlCharacters } from 'node:util';

/** Number of columns that text takes, colours aside. */
export const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

/** `text` with spaces before it, up to a width. */
export const right = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** `text` with spaces after it, up to a width. */
export const left = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Text from outside with its control characters written out, so that it cannot steer a terminal. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (c) => `\\u${c.codePointAt(0)?.toString(16).padStart(4, '0')}`);

/** Lines of at most so many characters, broken between words; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(line) + 1 + widthOf(word) <= width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
