import { FormatError, OptionError } from '@nadir/core';
import { unpacked, withHead } from '../../bytes/gunzip.js';
import type { ByteSource } from '../../bytes/source.js';

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
