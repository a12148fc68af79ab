import { FormatError } from '@nadir/core';
import { type ByteSource, bytesOf, chunksOf } from './source.js';

/**
 * The bytes of a source themselves, or what a gzip file of them holds.
 *
 * @param name Begins the message of a {@link FormatError} for a damaged file.
 */
export async function* unpacked(name: string, source: ByteSource): AsyncGenerator<Uint8Array> {
  const [head, bytes] = await withHead(bytesOf(name, source));
  if (head[0] !== 0x1f || head[1] !== 0x8b) return yield* bytes;
  const packed = new ReadableStream<BufferSource>({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value as BufferSource);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
  try {
    yield* chunksOf(packed.pipeThrough(new DecompressionStream('gzip')));
  } catch (error) {
    throw new FormatError(
      `${name}: got gzip data that cannot be unpacked, expected a whole gzip file. The file is damaged or cut off.`,
      { cause: error },
    );
  }
}

/** The first bytes, four where there are so many, and all of the bytes from the beginning. */
export async function withHead(
  bytes: AsyncGenerator<Uint8Array>,
): Promise<[Uint8Array, AsyncGenerator<Uint8Array, void, undefined>]> {
  const first: Uint8Array[] = [];
  const head: number[] = [];
  while (head.length < 4) {
    const { done, value } = await bytes.next();
    if (done) break;
    first.push(value);
    head.push(...value.subarray(0, 4));
  }
  async function* all() {
    yield* first;
    yield* bytes;
  }
  return [Uint8Array.from(head), all()];
}
