import { FormatError } from '@nadir/core';
import type { RandomAccess } from '@nadir/core/safetensors';
import type { ArrayEntry, ArrayFile } from '../array-file.js';
import type { DiskFile } from '../disk-file.js';
import { type Place, placesOf } from './layout.js';
import { type Model, parseModel } from './manifest.js';
import { findShards, Shards } from './shards.js';
import { safetensorsDtype, storedDtype, weightValues } from './values.js';

/** Longest `model.json` that is read. */
const limitBytes = 256 * 1024 * 1024;

/** Bytes of weights that are read at once: whole elements of every dtype. */
const partBytes = 2 ** 20;

/** Reads the text of a `model.json`. */
export async function readModel(source: DiskFile): Promise<Model> {
  if (source.size > limitBytes) {
    throw new FormatError(
      `model.json: got ${source.size} bytes, expected at most ${limitBytes}. Its weights belong into files of their own.`,
    );
  }
  return parseModel(new TextDecoder().decode(await source.read(0, source.size)));
}

/** The weights of a `model.json` of TensorFlow.js, with the files that they are in. */
export async function modelFile(source: DiskFile): Promise<ArrayFile> {
  const model = await readModel(source);
  const entries: ArrayEntry[] = [];
  let bytes = source.size;
  for (const { paths, weights } of model.groups) {
    const { shards, problems } = await findShards(source.path, paths);
    if (problems[0] !== undefined) throw problems[0];
    const group = new Shards(shards);
    bytes += group.size;
    for (const place of await placesOf(weights, group)) entries.push(entryOf(place, group));
  }
  return {
    path: source.path,
    format: 'model.json',
    bytes,
    metadata: textsOf(model.rest),
    entries,
    model,
    close: () => source.close(),
  };
}

/** A message for each weight file that is not there, is cut off or is of another model. */
export async function modelProblems(source: DiskFile): Promise<string[]> {
  const messages: string[] = [];
  const { groups } = await readModel(source);
  for (const { paths, weights } of groups) {
    const { shards, problems } = await findShards(source.path, paths);
    messages.push(...problems.map(({ message }) => message));
    if (problems.length > 0) continue;
    try {
      await placesOf(weights, new Shards(shards));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      messages.push(error.message);
    }
  }
  return messages;
}

function entryOf({ spec, start, bytes }: Place, source: RandomAccess): ArrayEntry {
  const { name, shape, dtype, quantization } = spec;
  if (dtype === 'string')
    return { name, dtype, shape, bytes, parts: nothing, read: refuseText(name) };
  const valuesIn = async (from: number, length: number) =>
    weightValues(spec, await source.read(start + from, length));
  return {
    name,
    dtype: safetensorsDtype[dtype],
    ...(quantization !== undefined && { stored: storedDtype(spec) }),
    shape,
    bytes,
    async *parts() {
      for (let at = 0; at < bytes; at += partBytes) {
        yield await valuesIn(at, Math.min(partBytes, bytes - at));
      }
    },
    async read() {
      const values = await valuesIn(0, bytes);
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    },
  };
}

async function* nothing() {}

const refuseText = (name: string) => (): never => {
  throw new FormatError(
    `model.json: got text in ${JSON.stringify(name)}, expected numbers. Other formats have no place for text.`,
  );
};

/** What a person wants to know of the model: what is text, and what is short as JSON. */
function textsOf(rest: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(rest).flatMap(([key, value]): [string, string][] => {
    if (key === 'modelTopology' || value === null || value === undefined) return [];
    return [[key, typeof value === 'string' ? value : JSON.stringify(value)]];
  });
  return Object.fromEntries(texts);
}
