import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import { type Entry, isEntry } from './entry.js';

/** What was found at the end of a ledger that is no entry, and is cut off. */
export interface Damage {
  /** Number of the first damaged line, from 1. */
  readonly line: number;
  readonly bytes: number;
}

/**
 * What has come of each trial, a line of JSON for each: appended, and on the disk before anything follows from it. Each line has a
 * checksum; what a stop in the middle of a line, or a damaged disk, has left at the end is cut off.
 */
export class Ledger {
  readonly damage: Damage | undefined;
  readonly #file: number;
  readonly #entries: Entry[];

  /** @throws the error of the file system where the file cannot be read or written. */
  constructor(path: string) {
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const { entries, length } = entriesIn(bytes);
    this.#entries = entries;
    this.#file = openSync(path, 'a');
    if (length === bytes.length) return;
    this.damage = { line: entries.length + 1, bytes: bytes.length - length };
    ftruncateSync(this.#file, length);
    fsyncSync(this.#file);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The entry of a trial in a rung. */
  find(trial: number, rung: number): Entry | undefined {
    return this.#entries.find((entry) => entry.trial === trial && entry.rung === rung);
  }

  /** Adds an entry, and returns when the disk has it. */
  add(entry: Entry): void {
    const line = Buffer.from(`${lineOf(JSON.stringify(entry))}\n`);
    for (let at = 0; at < line.length; ) at += writeSync(this.#file, line, at);
    fsyncSync(this.#file);
    this.#entries.push(entry);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** The entries at the beginning of a file that are whole, and the number of their bytes. */
function entriesIn(bytes: Buffer): { readonly entries: Entry[]; readonly length: number } {
  const entries: Entry[] = [];
  let length = 0;
  for (;;) {
    const end = bytes.indexOf('\n', length);
    const entry = end < 0 ? undefined : entryIn(bytes.toString('utf8', length, end));
    if (entry === undefined) return { entries, length };
    entries.push(entry);
    length = end + 1;
  }
}

function entryIn(line: string): Entry | undefined {
  const text = line.replace(summed, '{');
  if (line !== lineOf(text)) return undefined;
  const entry: unknown = JSON.parse(text);
  return isEntry(entry) ? entry : undefined;
}

const summed = /^\{"sum":"[0-9a-f]{8}",/;

/** An entry with the checksum of its text before all else. */
const lineOf = (text: string): string =>
  `{"sum":"${crc32(text).toString(16).padStart(8, '0')}",${text.slice(1)}`;
