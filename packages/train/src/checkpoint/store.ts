/**
 * Keeps checkpoints. Whatever stops the program, the machine or the tab: a name is there with all of its bytes, or it is not there.
 */
export interface CheckpointStore {
  /** Names of what is there, in any order. */
  list(): Promise<readonly string[]>;
  /** Writes the bytes under a name. Others are as before, also when this fails. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** @throws when there is none of this name, or it cannot be read. */
  read(name: string): Promise<Uint8Array>;
  /** Removes one, if it is there. */
  remove(name: string): Promise<void>;
}

/** The store in memory: for tests, and for pages that keep nothing. */
export class MemoryStore implements CheckpointStore {
  readonly #files = new Map<string, Uint8Array>();

  async list(): Promise<string[]> {
    return [...this.#files.keys()];
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(name, bytes.slice());
  }

  async read(name: string): Promise<Uint8Array> {
    const bytes = this.#files.get(name);
    if (bytes === undefined)
      throw new Error(
        `MemoryStore.read: got ${JSON.stringify(name)}, expected one of ${[...this.#files.keys()]}.`,
      );
    return bytes;
  }

  async remove(name: string): Promise<void> {
    this.#files.delete(name);
  }
}
