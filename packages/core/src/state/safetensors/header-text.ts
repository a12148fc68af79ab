import { FormatError } from '../errors.js';

/** Longest header that readers of the format accept, in bytes. */
export const headerLimitBytes = 100_000_000;

/** Whether text has no half of a surrogate pair, which UTF-8 cannot write. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** One tensor of a file, as its header describes it. */
export interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte of the values and the byte after the last, counted from the start of the data. */
  readonly offsets: readonly [begin: number, end: number];
}

/** What stands in a file besides the values. */
export interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: Record<string, string>;
  /** Where the data begins, in bytes from the start of the file. */
  readonly dataStart: number;
}

/**
 * Reads the header of a safetensors file: a length of 8 bytes, JSON, spaces. The tensors must cover
 * the rest of the file without holes or overlaps; whether dtypes and sizes fit is left to the caller.
 *
 * @throws {@link FormatError} at the first rule of the format that is broken.
 */
export function readHeader(bytes: Uint8Array): Header {
  if (bytes.length < 8) throw refusal(`${bytes.length} bytes`, 'at least 8');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const most = Math.min(headerLimitBytes, bytes.length - 8);
  if (length > most) throw refusal(`a header length of ${length} bytes`, `at most ${most}`);

  const dataStart = 8 + Number(length);
  const { entries, metadata } = new HeaderText(decode(bytes.slice(8, dataStart))).read();
  checkCovered(entries, bytes.length - dataStart);
  return { entries, metadata, dataStart };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError('decodeSafetensors: got a header that is not UTF-8, expected UTF-8.', {
      cause,
    });
  }
}

function checkCovered(entries: readonly Entry[], dataBytes: number): void {
  const inOrder = [...entries].sort(
    (a, b) => a.offsets[0] - b.offsets[0] || a.offsets[1] - b.offsets[1],
  );
  let covered = 0;
  for (const { name, offsets } of inOrder) {
    const [begin, end] = offsets;
    if (begin !== covered || end < begin || end > dataBytes) {
      throw refusal(
        `the offsets [${offsets}] for ${JSON.stringify(name)}`,
        `a begin of ${covered} and an end of at most ${dataBytes}`,
      );
    }
    covered = end;
  }
  if (covered !== dataBytes) throw refusal(`${dataBytes} bytes of data`, `${covered}`);
}

/**
 * The JSON of a header. It has one fixed form, which is read directly: `JSON.parse` would hide names
 * that occur twice.
 */
class HeaderText {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Pick<Header, 'entries' | 'metadata'> {
    const entries: Entry[] = [];
    let metadata: Record<string, string> = {};
    if (!this.#text.startsWith('{')) throw this.#unexpected('`{`');
    this.#object((name) => {
      if (name === '__metadata__') metadata = this.#metadata();
      else entries.push(this.#entry(name));
    });
    const rest = this.#text.slice(this.#at).search(/[^ ]/);
    if (rest >= 0) {
      this.#at += rest;
      throw this.#unexpected('only spaces after the header');
    }
    return { entries, metadata };
  }

  #metadata(): Record<string, string> {
    const pairs: [string, string][] = [];
    this.#object((name) => pairs.push([name, this.#string()]));
    return Object.fromEntries(pairs);
  }

  #entry(name: string): Entry {
    let dtype: string | undefined;
    let shape: number[] | undefined;
    let offsets: number[] | undefined;
    this.#object((field) => {
      if (field === 'dtype') dtype = this.#string();
      else if (field === 'shape') shape = this.#integers();
      else if (field === 'data_offsets') offsets = this.#integers();
      else throw refusal(`the field ${JSON.stringify(field)} in ${JSON.stringify(name)}`, fields);
    });
    if (dtype === undefined || shape === undefined || offsets?.length !== 2) {
      throw refusal(`an incomplete entry ${JSON.stringify(name)}`, fields);
    }
    return { name, dtype, shape, offsets: offsets as [number, number] };
  }

  /** Reads an object; `readValue` gets each name and reads what follows. */
  #object(readValue: (name: string) => void): void {
    const names = new Set<string>();
    this.#take('{');
    if (this.#next() !== '}') {
      do {
        const name = this.#string();
        if (names.has(name)) throw refusal(`${JSON.stringify(name)} twice`, 'each name once');
        names.add(name);
        this.#take(':');
        readValue(name);
      } while (this.#takeComma());
    }
    this.#take('}');
  }

  #integers(): number[] {
    const numbers: number[] = [];
    this.#take('[');
    if (this.#next() !== ']') {
      do numbers.push(this.#integer());
      while (this.#takeComma());
    }
    this.#take(']');
    return numbers;
  }

  #integer(): number {
    this.#next();
    const digits = /(?:0|[1-9][0-9]{0,15})(?![0-9.eE])/y;
    digits.lastIndex = this.#at;
    const value = Number(digits.exec(this.#text)?.[0] ?? Number.NaN);
    if (!Number.isSafeInteger(value)) throw this.#unexpected('an integer in [0, 2⁵³)');
    this.#at = digits.lastIndex;
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
        `decodeSafetensors: got a malformed string at character ${start} of the header, expected ` +
          'a string of JSON.',
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

  #take(mark: string): void {
    if (this.#next() !== mark) throw this.#unexpected(`\`${mark}\``);
    this.#at++;
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

const fields = '`dtype`, `shape` and two `data_offsets`';

const refusal = (got: string, expected: string) =>
  new FormatError(`decodeSafetensors: got ${got}, expected ${expected}.`);
