import { FormatError } from '@nadir/core';
import { bitsOf } from '@nadir/core/internal';
import type { RandomAccess } from '@nadir/core/safetensors';
import type { WeightSpec } from './manifest.js';
import { storedDtype } from './values.js';

/** Where a weight lies in the files of its group. */
export interface Place {
  readonly spec: WeightSpec;
  readonly start: number;
  readonly bytes: number;
}

/** Bytes before each text of a weight, which tell its length. */
const textLengthBytes = 4;

/** Bytes of a file in which lengths of texts are looked for at once. */
const blockBytes = 64 * 1024;

/**
 * Where the weights of a group lie, one after the other.
 *
 * @throws {@link FormatError} when the files have more bytes or fewer.
 */
export async function placesOf(
  specs: readonly WeightSpec[],
  source: RandomAccess,
): Promise<Place[]> {
  const places: Place[] = [];
  let start = 0;
  for (const spec of specs) {
    const left = source.size - start;
    const bytes =
      spec.dtype === 'string' ? await textBytes(spec, source, start) : numberBytes(spec);
    if (!(bytes <= left)) {
      throw new FormatError(
        `model.json: got ${left} bytes for ${JSON.stringify(spec.name)} ${spec.dtype} [${spec.shape}], expected ${bytes}. A weight file ` +
          'is cut off or of another model.',
      );
    }
    places.push({ spec, start, bytes });
    start += bytes;
  }
  if (start === source.size) return places;
  throw new FormatError(
    `model.json: got ${source.size} bytes of weights, expected ${start}. A weight file is of another model.`,
  );
}

const numberBytes = (spec: WeightSpec): number =>
  spec.shape.reduce((product, size) => product * size, bitsOf[storedDtype(spec)] / 8);

/** Bytes of a weight of texts, each of which has its length before it. */
async function textBytes(spec: WeightSpec, source: RandomAccess, start: number): Promise<number> {
  const count = spec.shape.reduce((product, size) => product * size, 1);
  let at = start;
  let block: DataView = new DataView(new ArrayBuffer(0));
  let blockStart = start;
  for (let i = 0; i < count; i++) {
    if (at + textLengthBytes > source.size) return Number.POSITIVE_INFINITY;
    if (at + textLengthBytes > blockStart + block.byteLength) {
      const bytes = await source.read(at, Math.min(blockBytes, source.size - at));
      block = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      blockStart = at;
    }
    at += textLengthBytes + block.getUint32(at - blockStart, true);
  }
  return at - start;
}
