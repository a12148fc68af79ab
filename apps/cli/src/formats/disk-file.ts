import { type FileHandle, open, stat } from 'node:fs/promises';
import type { RandomAccess } from '@nadir/core/safetensors';
import { CliError, failure, reasonOf } from '../shell/errors.js';

/** A file on the disk that is read in parts. */
export class DiskFile implements RandomAccess {
  readonly path: string;
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(path: string, size: number, handle: FileHandle) {
    this.path = path;
    this.size = size;
    this.#handle = handle;
  }

  /** @throws {@link CliError} with status 1 when it cannot be read. */
  static async open(path: string): Promise<DiskFile> {
    try {
      // Before it is opened: opening a pipe waits for its writer.
      const kind = await stat(path);
      if (kind.isFile()) return new DiskFile(path, kind.size, await open(path, 'r'));
      const got = kind.isDirectory() ? 'a folder' : 'no ordinary file';
      throw failure(`${path}: got ${got}, expected a file.`);
    } catch (error) {
      if (error instanceof CliError) throw error;
      throw failure(`${path}: got ${reasonOf(error)}, expected a file that can be read.`, error);
    }
  }

  /** @throws {@link CliError} with status 1 when the disk fails. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    try {
      let at = 0;
      while (at < length) {
        const { bytesRead } = await this.#handle.read(bytes, at, length - at, offset + at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return bytes.subarray(0, at);
    } catch (error) {
      throw failure(`${this.path}: got ${reasonOf(error)}, expected bytes to read.`, error);
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
