import { FormatError, OptionError } from '@nadir/core';
import { type ByteSource, bytesOf, chunksOf } from './source.js';

/** How bytes become text. */
export interface TextOptions {
  /** Name of the file, for messages. Default `'table'`. */
  readonly name?: string;
  /**
   * Encoding as `TextDecoder` calls it, such as `'windows-1252'`. Default: UTF-16 where the bytes show it, otherwise UTF-8.
   */
  readonly encoding?: string;
}

/**
 * Text of a file, piece by piece. Gzip is unpacked, and a byte order mark left out.
 *
 * @throws {@link FormatError} for bytes that are no text of the encoding, {@link OptionError} for an encoding that is not known.
 */
export async function* textOf(
  source: ByteSource,
  { name = 'table', encoding }: TextOptions = {},
): AsyncGenerator<string, void, undefined> {
  const [head, bytes] = await withHead(unpacked(name, source));
  const label = encoding ?? encodingOf(head);
  const decoder = decoderOf(label);
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (error) {
      throw new FormatError(
        `${name}: got bytes that are not ${label.toUpperCase()}, expected text. Save it as UTF-8, or name its encoding.`,
        { cause: error },
      );
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (error) {
    throw new OptionError(
      `openTable.encoding: got ${JSON.stringify(label)}, expected an encoding of TextDecoder, such as "utf-8" or "windows-1252".`,
      { cause: error },
    );
  }
}

/** UTF-16 by its mark, or by the zeros that Latin letters have in it; otherwise UTF-8. */
function encodingOf(head: Uint8Array): string {
  const [a, b, c, d] = head;
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0)) return 'utf-16be';
  return 'utf-8';
}

/** The bytes themselves, or what a gzip file of them holds. */
async function* unpacked(name: string, source: ByteSource): AsyncGenerator<Uint8Array> {
  const [head, bytes] = await withHead(bytesOf(source));
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
async function withHead(
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
