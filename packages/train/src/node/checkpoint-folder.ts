import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointStore } from '../checkpoint/store.js';
import { onDisk } from './on-disk.js';
import { writeWhole } from './write-whole.js';

/** Ending of a file that is not whole. */
const unfinished = '.unfinished';

/**
 * Checkpoints as files of a folder.
 *
 * A file is written under another name, brought to the disk, and given its name then; so one that has its name is whole. A program
 * that ends in between leaves a file `….unfinished`, which the next one removes.
 *
 * Where a disk is full, read-only or gone, a {@link StateError} says so, and the files that are there stay as they are.
 */
export class CheckpointFolder implements CheckpointStore {
  readonly path: string;

  /** @param path The folder. It is made when something is written. */
  constructor(path: string) {
    this.path = path;
  }

  list(): Promise<string[]> {
    return onDisk('CheckpointFolder.list', this.path, async () => {
      try {
        const names = await readdir(this.path);
        return names.filter((name) => !name.endsWith(unfinished));
      } catch (error) {
        if (isAbsent(error)) return [];
        throw error;
      }
    });
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    return onDisk('CheckpointFolder.write', join(this.path, name), () => this.#write(name, bytes));
  }

  async read(name: string): Promise<Uint8Array> {
    return readFile(join(this.path, name));
  }

  remove(name: string): Promise<void> {
    const path = join(this.path, name);
    return onDisk('CheckpointFolder.remove', path, () => rm(path, { force: true }));
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    try {
      await this.#writeOnce(name, bytes);
    } catch (error) {
      // Somebody has taken the folder away while the file was written.
      if (!isAbsent(error)) throw error;
      await this.#writeOnce(name, bytes);
    }
  }

  async #writeOnce(name: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await this.#removeUnfinished();
    const path = join(this.path, name);
    await writeWhole(path, bytes, `${path}.${randomUUID()}${unfinished}`);
  }

  async #removeUnfinished(): Promise<void> {
    for (const name of await readdir(this.path)) {
      if (name.endsWith(unfinished)) await rm(join(this.path, name), { force: true });
    }
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
