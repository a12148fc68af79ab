import { stripVTControlCharacters } from 'node:util';
import { eastAsianWidth } from 'get-east-asian-width';
import type { Output } from '../shell/io.js';

/** Columns of an output; where it is no terminal, enough for most lines to stay one. */
export const columnsOf = ({ columns }: Output): number => columns ?? 120;

let graphemes: Intl.Segmenter | undefined;

/** Number of columns that text takes, colours aside. Characters of Chinese, Japanese and Korean and most emoji take two. */
export function widthOf(text: string): number {
  const plain = stripVTControlCharacters(text);
  if (/^[ -~]*$/.test(plain)) return plain.length;
  // Making one takes longer than all other text of the help.
  graphemes ??= new Intl.Segmenter();
  let width = 0;
  for (const { segment } of graphemes.segment(plain)) width += graphemeWidth(segment);
  return width;
}

/** Columns of what a reader takes for one character, however many it is made of. */
function graphemeWidth(grapheme: string): number {
  if (/^[\p{Control}\p{Mark}\p{Surrogate}\p{Default_Ignorable_Code_Point}]+$/u.test(grapheme))
    return 0;
  // A character that is shown as an emoji, by itself or by a selector after it.
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  return eastAsianWidth(grapheme.codePointAt(0) as number);
}

/** `text` with spaces before it, up to a width. */
export const right = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** `text` with spaces after it, up to a width. */
export const left = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/**
 * Text from outside with its control characters written out, so that it cannot steer a terminal: those that turn the direction of
 * writing, separate lines or are half of a character, too.
 */
export const printable = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu,
    (c) => `\\u${c.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );

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

/** Items with commas between them, in lines that break between items only. */
export const wrapItems = (items: readonly string[], width: number): string[] =>
  wrap(items.map((item) => item.replaceAll(' ', '\u00a0')).join(', '), width).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );

/** Text in lines of at most so many columns, as {@link wrap} makes them; longer words are broken, after a mark where there is one. */
export function fold(text: string, width: number): string[] {
  const lines: string[] = [''];
  const add = (part: string) => {
    const line = lines.at(-1) as string;
    // Spaces at the end of a line take no room.
    if (widthOf(line + part.trimEnd()) <= width) lines[lines.length - 1] = line + part;
    else if (widthOf(part) <= width) lines.push(part);
    else if ([...part].length === 1) lines.push(part);
    else for (const character of part) add(character);
  };
  for (const part of text.split(/(?<=[\s,;:./_-])/)) add(part);
  return lines
    .map((line) => line.trimEnd())
    .filter((line, _, all) => line !== '' || all.length === 1);
}
