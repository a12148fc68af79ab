import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncNames } from './durable.js';

/** A file that has its name when it is whole on the disk. One that has the name before stays as it is until then. */
export class WholeFile {
  readonly #path: string;
  readonly #draft: string;
  readonly #descriptor: number;

  constructor(path: string) {
    this.#path = path;
    this.#draft = `${path}.unfinished`;
    this.#descriptor = openSync(this.#draft, 'w');
  }

  write(part: string | Uint8Array): void {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
  }

  /** Gives it its name. */
  finish(): void {
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    renameSync(this.#draft, this.#path);
    syncNames(dirname(this.#path));
  }

  /** Leaves nothing behind. */
  discard(): void {
    try {
      closeSync(this.#descriptor);
    } catch {
      // It was closed before it got its name.
    }
    rmSync(this.#draft, { force: true });
  }
}

/** Writes such a file at once. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const file = new WholeFile(path);
  try {
    file.write(content);
    file.finish();
  } catch (error) {
    file.discard();
    throw error;
  }
}
