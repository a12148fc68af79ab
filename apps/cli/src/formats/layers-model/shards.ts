import { stat } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { FormatError } from '@nadir/core';
import type { RandomAccess } from '@nadir/core/safetensors';
import { reasonOf } from '../../shell/errors.js';
import { DiskFile } from '../disk-file.js';

interface Shard {
  readonly path: string;
  readonly size: number;
}

/** The files of a group of weights, read as one. */
export class Shards implements RandomAccess {
  readonly size: number;
  readonly #shards: readonly Shard[];

  constructor(shards: readonly Shard[]) {
    this.#shards = shards;
    this.size = shards.reduce((sum, { size }) => sum + size, 0);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let start = 0;
    for (const { path, size } of this.#shards) {
      const from = Math.max(0, offset - start);
      const until = Math.min(size, offset + length - start);
      if (from < until) {
        const file = await DiskFile.open(path);
        try {
          const part = await file.read(from, until - from);
          if (part.length < until - from) throw shortened(path);
          bytes.set(part, start + from - offset);
        } finally {
          await file.close();
        }
      }
      start += size;
    }
    return bytes;
  }
}

/**
 * Finds the files of a group of weights.
 *
 * @param model Path of the `model.json`.
 * @returns The files that are there, and a message for each that is not.
 */
export async function findShards(
  model: string,
  paths: readonly string[],
): Promise<{ shards: Shard[]; problems: FormatError[] }> {
  const shards: Shard[] = [];
  const problems: FormatError[] = [];
  for (const path of paths) {
    const inside = normalize(path);
    // A model is not to name files elsewhere on the disk.
    if (inside.startsWith(`..${sep}`) || inside === '..' || inside.startsWith(sep)) {
      const text = `model.json: got the weight file ${JSON.stringify(path)}, expected one beside the model.`;
      problems.push(new FormatError(text));
      continue;
    }
    const file = join(dirname(model), inside);
    try {
      const found = await stat(file);
      if (found.isFile()) shards.push({ path: file, size: found.size });
      else problems.push(absent(path, 'no ordinary file'));
    } catch (error) {
      problems.push(absent(path, reasonOf(error)));
    }
  }
  return { shards, problems };
}

const shortened = (path: string): FormatError =>
  new FormatError(
    `model.json: got fewer bytes of ${path} than before, expected a file that nothing changes. Try it again.`,
  );

const absent = (path: string, reason: string): FormatError =>
  new FormatError(
    `model.json: got ${reason} at ${JSON.stringify(path)}, expected a file of weights. Put it beside the model.`,
  );
