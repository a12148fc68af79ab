import { StateError } from '@nadir/core';
import type { CheckpointStore } from '../checkpoint/store.js';
import { inStorage } from './in-storage.js';

/** Ending of the second place of a file, where a browser shows it. */
const secondPlace = '.crswap';

/** What a folder has beside what TypeScript knows of it. */
interface Folder extends FileSystemDirectoryHandle {
  keys(): AsyncIterable<string>;
}

/**
 * Checkpoints as files of the origin private file system, which no other site sees.
 *
 * The bytes go to a second place of a file, and the browser puts them into its own all at once; until then it is as it was, or empty,
 * and an empty one is none. So a tab may be closed at any moment.
 */
export class OpfsStore implements CheckpointStore {
  readonly path: string;

  /** @param path The folder, such as `'runs/first'`. It is made when something is written. */
  constructor(path: string) {
    this.path = path;
  }

  /** Whether this browser has such files, and lets this page write them. */
  static async isSupported(): Promise<boolean> {
    if (globalThis.FileSystemFileHandle?.prototype.createWritable === undefined) return false;
    try {
      await navigator.storage.getDirectory();
      return true;
    } catch {
      // In private windows, some browsers have none.
      return false;
    }
  }

  list(): Promise<string[]> {
    return inStorage('OpfsStore.list', async () => {
      const folder = await this.#folder(false);
      const names: string[] = [];
      if (folder === undefined) return names;
      for await (const name of folder.keys()) {
        // What another page had begun may go at any time.
        const handle = await absentAsUndefined(folder.getFileHandle(name));
        const file = await absentAsUndefined(handle?.getFile());
        if (!name.endsWith(secondPlace) && file !== undefined && file.size > 0) names.push(name);
      }
      return names;
    });
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    return inStorage('OpfsStore.write', async () => {
      const folder = (await this.#folder(true)) as Folder;
      const handle = await folder.getFileHandle(name, { create: true });
      const stream = await handle.createWritable();
      try {
        await stream.write(bytes as Uint8Array<ArrayBuffer>);
        await stream.close();
      } catch (error) {
        await stream.abort().catch(() => {});
        if ((await handle.getFile()).size === 0) await folder.removeEntry(name).catch(() => {});
        throw error;
      }
    });
  }

  read(name: string): Promise<Uint8Array> {
    return inStorage('OpfsStore.read', async () => {
      const folder = await this.#folder(false);
      const handle = await absentAsUndefined(folder?.getFileHandle(name));
      const file = await handle?.getFile();
      if (file !== undefined && file.size > 0) return new Uint8Array(await file.arrayBuffer());
      throw new StateError(
        `OpfsStore.read: got ${JSON.stringify(name)}, expected one of ${JSON.stringify(await this.list())}.`,
      );
    });
  }

  remove(name: string): Promise<void> {
    return inStorage('OpfsStore.remove', async () => {
      const folder = await this.#folder(false);
      await absentAsUndefined(folder?.removeEntry(name));
    });
  }

  async #folder(create: boolean): Promise<Folder | undefined> {
    let folder: FileSystemDirectoryHandle | undefined = await navigator.storage.getDirectory();
    for (const part of this.path.split('/').filter((one) => one !== '')) {
      folder = await absentAsUndefined(folder?.getDirectoryHandle(part, { create }));
    }
    return folder as Folder | undefined;
  }
}

/** What a promise comes to; `undefined` where it is of something that is not there. */
async function absentAsUndefined<T>(promise: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}
