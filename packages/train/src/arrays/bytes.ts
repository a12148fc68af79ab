import { FormatError } from '@nadir/core';

/** Bytes that come one after the other, read in the lengths that the reader needs. */
export class ByteStream {
  readonly #where: string;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk = new Uint8Array();

  /** @param where Begins the messages. */
  constructor(where: string, chunks: AsyncIterable<Uint8Array>) {
    this.#where = where;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** @throws {@link FormatError} when fewer are left. */
  async read(length: number): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      if (!(await this.#fill())) {
        throw new FormatError(
          `${this.#where}: got ${at} bytes, expected ${length}. The file is cut off or damaged.`,
        );
      }
      const part = this.#chunk.subarray(0, length - at);
      bytes.set(part, at);
      this.#chunk = this.#chunk.subarray(part.length);
      at += part.length;
    }
    return bytes.buffer;
  }

  /** @throws {@link FormatError} when more follow. */
  async expectEnd(): Promise<void> {
    if (!(await this.#fill())) return;
    throw new FormatError(
      `${this.#where}: got more bytes than its shape tells, expected none after the values. The file is damaged.`,
    );
  }

  /** Ends the reading early. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** Whether there is a byte left. */
  async #fill(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done) return false;
      this.#chunk = value as Uint8Array<ArrayBuffer>;
    }
    return true;
  }
}
