import { StateError } from '@nadir/core';
import type { CheckpointStore } from '../checkpoint/store.js';
import { inStorage } from './in-storage.js';

/** Name of the only table of a database. */
const table = 'checkpoints';

/**
 * Checkpoints in a database of IndexedDB. Each is written in a transaction, so a tab may be closed at any moment.
 */
export class IndexedDbStore implements CheckpointStore {
  readonly name: string;

  /** @param name The database. It is made when it is not there. */
  constructor(name: string) {
    this.name = name;
  }

  list(): Promise<string[]> {
    return this.#transact('list', 'readonly', (files) => files.getAllKeys()) as Promise<string[]>;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    // Part of a larger buffer would be stored with all of it.
    await this.#transact('write', 'readwrite', (files) => files.put(bytes.slice(), name));
  }

  async read(name: string): Promise<Uint8Array> {
    const bytes = await this.#transact<unknown>('read', 'readonly', (files) => files.get(name));
    if (bytes instanceof Uint8Array) return bytes;
    throw new StateError(
      `IndexedDbStore.read: got ${JSON.stringify(name)}, expected one of ${JSON.stringify(await this.list())}.`,
    );
  }

  async remove(name: string): Promise<void> {
    await this.#transact('remove', 'readwrite', (files) => files.delete(name));
  }

  #transact<T>(
    method: string,
    mode: IDBTransactionMode,
    ask: (files: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    return inStorage(`IndexedDbStore.${method}`, async () => {
      const database = await this.#open();
      try {
        const transaction = database.transaction(table, mode, { durability: 'strict' });
        const request = ask(transaction.objectStore(table));
        await new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error);
        });
        return request.result;
      } finally {
        database.close();
      }
    });
  }

  #open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(table);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
}
