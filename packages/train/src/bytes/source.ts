import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';

/**
 * Bytes of a file: in memory, a `Blob` or `File`, or a function that begins to read them anew each time it is called, such as
 * `() => createReadStream(path)` in Node.js.
 */
export type ByteSource =
  | Uint8Array
  | Blob
  | (() => AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>);

/** Bytes of a step: small enough that a cell over several steps is soon whole, large enough that steps cost nothing. */
const stepBytes = 2 ** 18;

/**
 * Goes through the bytes from their beginning.
 *
 * @param name Begins the message of an error.
 * @throws {@link OptionError} when the source is none.
 */
export async function* bytesOf(
  name: string,
  source: ByteSource,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (source instanceof Uint8Array) {
    for (let at = 0; at < source.length; at += stepBytes) {
      yield source.subarray(at, at + stepBytes);
    }
    return;
  }
  if (source instanceof Blob) return yield* chunksOf(source.stream());
  if (typeof source !== 'function') {
    throw new OptionError(
      `${name}: got ${describe(source)}, expected a Uint8Array, a Blob, or a function that gives a stream of bytes.`,
    );
  }
  const stream = source();
  if (stream instanceof ReadableStream) return yield* chunksOf(stream);
  yield* stream;
}

/** The chunks of a stream. Not every browser can iterate over a stream itself. */
export async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
