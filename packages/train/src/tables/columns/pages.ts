import type { Scratch } from '../../bytes/scratch.js';

/** Kinds of arrays that numbers are kept in. */
export const arrayKinds = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float64Array,
} as const;

export type ArrayKind = keyof typeof arrayKinds;

type Page = InstanceType<(typeof arrayKinds)[ArrayKind]>;

/** A page that was put away. */
interface Away {
  readonly kind: ArrayKind;
  readonly from: number;
  readonly length: number;
}

/** Where the numbers of a column are kept. */
export interface Storage {
  /** Numbers of a page, a power of 2. */
  readonly pageLength: number;
  /** Where full pages go. Default: they stay in memory. */
  readonly scratch?: Scratch;
}

/** Most numbers of a page, and most numbers of all columns that are in memory where there is a scratch. */
const longestPage = 2 ** 16;
const mostAtOnce = 2 ** 22;

/** How long the pages of a table are: with many columns, each has less in memory. */
export function pageLengthFor(columns: number): number {
  const share = 2 ** Math.floor(Math.log2(mostAtOnce / Math.max(1, columns)));
  return Math.max(64, Math.min(longestPage, share));
}

/**
 * Numbers, added one after the other and read by their places. With a scratch, one page of them is in memory at a time, so they
 * are to be read in order.
 */
export class Pages {
  readonly #length: number;
  readonly #storage: Storage;
  readonly #shift: number;
  readonly #pages: (Page | Away)[] = [];
  /** Number of the page in memory, and the page. */
  #open = -1;
  #page: Page = new Uint8Array();
  #kind: ArrayKind;
  #size = 0;

  /** @param length How many numbers will come. */
  constructor(length: number, kind: ArrayKind, storage: Storage) {
    this.#length = length;
    this.#kind = kind;
    this.#storage = storage;
    this.#shift = Math.log2(storage.pageLength);
  }

  /** From here on, numbers are kept in another kind of array. */
  widen(kind: ArrayKind): void {
    this.#kind = kind;
    const at = this.#size & (this.#storage.pageLength - 1);
    if (at > 0) this.#page = filled(this.#emptyPage(), this.#page.subarray(0, at));
  }

  add(value: number): void {
    const at = this.#size & (this.#storage.pageLength - 1);
    if (at === 0) this.#page = this.#emptyPage();
    this.#page[at] = value;
    this.#size++;
    if (at === this.#page.length - 1) this.#putAway();
  }

  at(index: number): number {
    const number = index >>> this.#shift;
    if (number !== this.#open) this.#fetch(number);
    return this.#page[index & (this.#storage.pageLength - 1)] as number;
  }

  /** An array for the page that the next number belongs to. */
  #emptyPage(): Page {
    const { pageLength } = this.#storage;
    const start = this.#size - (this.#size & (pageLength - 1));
    return new arrayKinds[this.#kind](Math.min(pageLength, this.#length - start));
  }

  #putAway(): void {
    const page = this.#page;
    const { scratch } = this.#storage;
    const bytes = new Uint8Array(page.buffer);
    this.#open = this.#pages.length;
    this.#pages.push(
      scratch === undefined
        ? page
        : { kind: this.#kind, from: scratch.write(bytes), length: page.length },
    );
  }

  #fetch(number: number): void {
    const page = this.#pages[number];
    if (page === undefined)
      throw new RangeError(`Pages: got page ${number} of ${this.#pages.length}.`);
    this.#page = 'kind' in page ? this.#read(page) : page;
    this.#open = number;
  }

  #read({ kind, from, length }: Away): Page {
    const page = new arrayKinds[kind](length);
    this.#storage.scratch?.read(from, new Uint8Array(page.buffer));
    return page;
  }
}

function filled(page: Page, values: Page): Page {
  page.set(values);
  return page;
}
