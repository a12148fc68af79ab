import { FormatError } from '@nadir/core';

/** What separates cells, and what they are written in. */
export interface RecordSyntax {
  readonly delimiter: string;
  /** Mark around cells that hold delimiters or line breaks; doubled, it stands for itself. `undefined` where there is none. */
  readonly quote: string | undefined;
  /** Mark that begins a line which is no record. `undefined` where there is none. */
  readonly comment: string | undefined;
}

/**
 * Takes a record.
 *
 * @param cells The cells as written, without quotes. The array is used again for the next record.
 * @param line Number of the line where the record begins, from 1.
 */
export type OnRecord = (cells: readonly string[], line: number) => void;

/** Longest record in characters: an open quote must not take the whole file for one cell. */
export const longestRecord = 2 ** 24;

const newline = 10;
const carriageReturn = 13;
const space = 32;

/**
 * Cuts text into records as RFC 4180 has it. Also taken: every kind of line break, spaces before a quote, and quotes within cells
 * that have none around them. Empty lines are skipped.
 */
export class RecordReader {
  readonly #name: string;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #comment: number;
  readonly #onRecord: OnRecord;
  readonly #cells: string[] = [];
  /** Text that is not read. */
  #rest = '';
  /** Length of the beginning of it in which no record ends. */
  #endless = 0;
  #line = 1;

  constructor(name: string, syntax: RecordSyntax, onRecord: OnRecord) {
    this.#name = name;
    this.#delimiter = syntax.delimiter.charCodeAt(0);
    this.#quote = syntax.quote?.charCodeAt(0) ?? -1;
    this.#comment = syntax.comment?.charCodeAt(0) ?? -1;
    this.#onRecord = onRecord;
  }

  /** @throws {@link FormatError} naming the line. */
  push(text: string): void {
    this.#rest += text;
    // A long record is not begun anew for each piece of it.
    if (this.#rest.length < 2 * this.#endless) return;
    this.#rest = this.#read(this.#rest, false);
    this.#endless = this.#rest.length;
    if (this.#rest.length > longestRecord) {
      throw this.#refusal(
        this.#line,
        `a row longer than ${longestRecord} characters`,
        'Check the quotes there',
      );
    }
  }

  /** Reads what is left after the last line break. */
  end(): void {
    this.#read(this.#rest, true);
    this.#rest = '';
  }

  /** Reads whole records, and returns what is left. */
  #read(text: string, isEnd: boolean): string {
    let at = 0;
    while (at < text.length) {
      const next =
        text.charCodeAt(at) === this.#comment
          ? this.#skipLine(text, at, isEnd)
          : this.#record(text, at, isEnd);
      if (next < 0) break;
      at = next;
    }
    return text.slice(at);
  }

  #skipLine(text: string, start: number, isEnd: boolean): number {
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== newline && code !== carriageReturn) continue;
      const after = this.#afterBreak(text, at, isEnd);
      if (after >= 0) this.#line++;
      return after;
    }
    return isEnd ? text.length : -1;
  }

  /** Where the text goes on after a line break; −1 where this cannot be seen yet. */
  #afterBreak(text: string, at: number, isEnd: boolean): number {
    if (text.charCodeAt(at) === newline) return at + 1;
    if (at + 1 === text.length) return isEnd ? at + 1 : -1;
    return text.charCodeAt(at + 1) === newline ? at + 2 : at + 1;
  }

  /** Reads a record, and returns where the next one begins; −1 where its end is not there yet. */
  #record(text: string, start: number, isEnd: boolean): number {
    const cells = this.#cells;
    cells.length = 0;
    let breaks = 0;
    let at = start;
    for (;;) {
      let from = at;
      while (from < text.length && text.charCodeAt(from) === space) from++;
      if (this.#quote >= 0 && text.charCodeAt(from) === this.#quote) {
        const close = this.#closing(text, from + 1, isEnd);
        if (close < 0) return -1;
        const inner = text.slice(from + 1, close);
        const mark = String.fromCharCode(this.#quote);
        cells.push(inner.includes(mark) ? inner.replaceAll(mark + mark, mark) : inner);
        breaks += breaksIn(inner);
        at = close + 1;
        while (at < text.length && text.charCodeAt(at) === space) at++;
        const code = text.charCodeAt(at);
        if (
          at < text.length &&
          code !== this.#delimiter &&
          code !== newline &&
          code !== carriageReturn
        ) {
          throw this.#refusal(
            this.#line + breaks,
            'text after a closing quote',
            'Double the quotes within it',
          );
        }
      } else {
        at = this.#cellEnd(text, at);
        cells.push(text.slice(Math.min(from, at), at));
      }
      if (at === text.length) {
        if (!isEnd) return -1;
        this.#give(breaks);
        return at;
      }
      if (text.charCodeAt(at) === this.#delimiter) {
        at++;
        continue;
      }
      const after = this.#afterBreak(text, at, isEnd);
      if (after < 0) return -1;
      this.#give(breaks + 1);
      return after;
    }
  }

  #cellEnd(text: string, start: number): number {
    let at = start;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === this.#delimiter || code === newline || code === carriageReturn) break;
    }
    return at;
  }

  /** Where the closing quote is; −1 where it is not there yet. */
  #closing(text: string, start: number, isEnd: boolean): number {
    for (let at = start; at < text.length; at++) {
      if (text.charCodeAt(at) !== this.#quote) continue;
      if (at + 1 === text.length && !isEnd) return -1;
      if (text.charCodeAt(at + 1) !== this.#quote) return at;
      at++;
    }
    if (!isEnd) return -1;
    throw this.#refusal(
      this.#line,
      'a quote that is never closed',
      'Check the quotes on this line and after it',
    );
  }

  #give(breaks: number): void {
    const cells = this.#cells;
    if (cells.length > 1 || (cells[0] as string).trim() !== '') this.#onRecord(cells, this.#line);
    this.#line += breaks;
  }

  #refusal(line: number, got: string, advice: string): FormatError {
    return new FormatError(
      `${this.#name}:${line}: got ${got}, expected cells separated by ` +
        `${JSON.stringify(String.fromCharCode(this.#delimiter))}. ${advice}.`,
    );
  }
}

function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === newline || (code === carriageReturn && text.charCodeAt(at + 1) !== newline)) {
      breaks++;
    }
  }
  return breaks;
}
