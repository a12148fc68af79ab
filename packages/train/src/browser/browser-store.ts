import type { CheckpointStore } from '../checkpoint/store.js';
import { IndexedDbStore } from './indexed-db-store.js';
import { OpfsStore } from './opfs-store.js';

/**
 * The store of checkpoints for a page: files of the origin private file system, or where a browser has none a database of IndexedDB.
 *
 * A browser may clear the storage of a site when its disk is full. `navigator.storage.persist()` asks it not to.
 *
 * @param name Name of the training, different for each.
 * @example
 * ```ts
 * const store = await browserStore('digits');
 * const trainer = new Trainer({ model, optimizer, loss, epochs: 10, callbacks: [new Checkpoint(store)] });
 * await resume(trainer, store);
 * ```
 */
export const browserStore = async (name: string): Promise<CheckpointStore> =>
  (await OpfsStore.isSupported()) ? new OpfsStore(name) : new IndexedDbStore(name);
