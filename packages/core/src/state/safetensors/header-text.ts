import { FormatError } from '../../errors.js';
import { refusal } from './refusal.js';

/** One tensor of a file, as its header has it: integers of up to 64 bits. */
export interface WrittenEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly bigint[];
  readonly offsets: readonly [begin: bigint, end: bigint];
}

/** Objects and arrays within each other that readers of the format accept. */
const deepest = 127;

/** Largest integer that readers of the format accept. */
const largest = 2n ** 64n - 1n;

const fields = ['dtype', 'shape', 'data_offsets'];
const allFields = '`dtype`, `shape` and two `data_offsets`';

/**
 * The JSON of a header, read as the reference implementation reads it. `JSON.parse` would hide fields that occur twice, and
 * make integers inexact. Of tensors, or metadata, of one name the last counts.
 */
export class HeaderText {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): { entries: WrittenEntry[]; metadata: Readonly<Record<string, string>> } {
    const entries = new Map<string, WrittenEntry>();
    let metadata: Readonly<Record<string, string>> | undefined;
    this.#object((name) => {
      if (name !== '__metadata__') {
        entries.set(name, this.#entry(name));
        return;
      }
      if (metadata !== undefined) throw refusal('"__metadata__" twice', 'it once');
      metadata = this.#metadata();
    });
    if (this.#next() !== undefined) throw this.#unexpected('nothing after the header');
    return { entries: [...entries.values()], metadata: metadata ?? {} };
  }

  #metadata(): Readonly<Record<string, string>> {
    if (this.#takeWord('null')) return {};
    const pairs: [string, string][] = [];
    this.#object((name) => pairs.push([name, this.#string()]));
    // Unlike assigning, this makes an own property of any name, `__proto__` too.
    return Object.fromEntries(pairs);
  }

  /** An object of the fields or, as the reference implementation has it too, a list of their values. */
  #entry(name: string): WrittenEntry {
    const values = new Map<string, string | bigint[]>();
    const read = (field: string) => {
      if (values.has(field)) {
        throw refusal(`${JSON.stringify(field)} twice in ${JSON.stringify(name)}`, 'it once');
      }
      values.set(field, field === 'dtype' ? this.#dtype() : this.#integers());
    };
    if (this.#next() === '[') {
      let i = 0;
      this.#list(() => {
        const field = fields[i++];
        if (field === undefined) throw this.#unexpected('three values');
        read(field);
      });
    } else {
      this.#object((field) => {
        if (fields.includes(field)) read(field);
        else this.#skip(3);
      });
    }
    const [dtype, shape, offsets] = fields.map((field) => values.get(field));
    if (dtype === undefined || shape === undefined || offsets?.length !== 2) {
      throw refusal(`an incomplete entry ${JSON.stringify(name)}`, allFields);
    }
    return { name, dtype, shape, offsets } as unknown as WrittenEntry;
  }

  /** A string or, as the reference implementation has it too, `{ "<dtype>": null }`. */
  #dtype(): string {
    if (this.#next() !== '{') return this.#string();
    const names: string[] = [];
    this.#object((name) => {
      if (names.push(name) > 1 || !this.#takeWord('null')) throw this.#unexpected('one dtype');
    });
    if (names.length === 0) throw this.#unexpected('a dtype');
    return names[0] as string;
  }

  /** Reads an object; `readValue` gets each name and reads what follows. */
  #object(readValue: (name: string) => void): void {
    this.#take('{');
    if (this.#next() !== '}') {
      do {
        const name = this.#string();
        this.#take(':');
        readValue(name);
      } while (this.#takeComma());
    }
    this.#take('}');
  }

  #list(readValue: () => void): void {
    this.#take('[');
    if (this.#next() !== ']') {
      do readValue();
      while (this.#takeComma());
    }
    this.#take(']');
  }

  /** Reads any value at a depth, and forgets it. */
  #skip(depth: number): void {
    const mark = this.#next();
    if ((mark === '{' || mark === '[') && depth > deepest) {
      throw refusal(`objects and lists ${depth} deep`, `at most ${deepest}`);
    }
    if (mark === '{') this.#object(() => this.#skip(depth + 1));
    else if (mark === '[') this.#list(() => this.#skip(depth + 1));
    else if (mark === '"') this.#string();
    else if (!['null', 'true', 'false'].some((word) => this.#takeWord(word))) this.#number();
  }

  #number(): void {
    const found = this.#match(/-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y);
    if (found === undefined || !Number.isFinite(Number(found))) throw this.#unexpected('a value');
    this.#at += found.length;
  }

  #integers(): bigint[] {
    const numbers: bigint[] = [];
    this.#list(() => numbers.push(this.#integer()));
    return numbers;
  }

  #integer(): bigint {
    this.#next();
    const found = this.#match(/(?:0|[1-9][0-9]{0,19})(?![0-9.eE])/y);
    const value = found === undefined ? undefined : BigInt(found);
    if (found === undefined || value === undefined || value > largest) {
      throw this.#unexpected('an integer in [0, 2⁶⁴)');
    }
    this.#at += found.length;
    return value;
  }

  #string(): string {
    if (this.#next() !== '"') throw this.#unexpected('a string');
    const start = this.#at;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    this.#at = end + 1;
    const written = this.#text.slice(start, this.#at);
    let value: string;
    try {
      value = JSON.parse(written) as string;
    } catch (cause) {
      throw new FormatError(
        `safetensors: got a malformed string at character ${start} of the header, expected a string of ` +
          'JSON.',
        { cause },
      );
    }
    if (!isWellFormed(value)) throw refusal(JSON.stringify(value), 'well-formed text');
    return value;
  }

  #takeComma(): boolean {
    if (this.#next() !== ',') return false;
    this.#at++;
    return true;
  }

  #takeWord(word: string): boolean {
    this.#next();
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #take(mark: string): void {
    if (this.#next() !== mark) throw this.#unexpected(`\`${mark}\``);
    this.#at++;
  }

  /** What a sticky expression finds here. */
  #match(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    return expression.exec(this.#text)?.[0];
  }

  /** The next character that is not white space. */
  #next(): string | undefined {
    const text = this.#text;
    while (' \t\n\r'.includes(text[this.#at] ?? '.')) this.#at++;
    return text[this.#at];
  }

  #unexpected(expected: string): FormatError {
    const found = this.#text[this.#at];
    const got = found === undefined ? 'the end of the header' : JSON.stringify(found);
    return refusal(`${got} at character ${this.#at} of the header`, expected);
  }
}

/** Whether text has no half of a surrogate pair, which UTF-8 cannot write. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
