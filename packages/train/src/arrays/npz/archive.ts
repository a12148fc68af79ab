import { FormatError } from '@nadir/core';
import type { Reader as Source } from '@nadir/core/internal';
import {
  type Entry,
  type FileEntry,
  Reader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';

/** Bytes that deflate makes of one, at most. */
const largestRatio = 1032;

/** Ending of the name of an array in an archive. */
export const ending = '.npy';

/** Nothing of the page or process is used: no worker, no code loaded later. */
const options = { useWebWorkers: false, useCompressionStream: true } as const;

class ZipSource extends Reader<Source> {
  readonly #source: Source;

  constructor(source: Source) {
    super(source);
    this.#source = source;
    this.size = source.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const within = Math.max(0, Math.min(length, this.size - index));
    return new Uint8Array(await this.#source.read(index, within));
  }
}

/**
 * The arrays of an archive by name, in the order of its directory.
 *
 * @throws {@link FormatError} when the directory is damaged, names an array twice, or tells of more bytes than there can be.
 */
export async function entriesOf(source: Source): Promise<Map<string, FileEntry>> {
  const zip = new ZipReader(new ZipSource(source), {
    ...options,
    checkCrc32: true,
    filenameValidation: 'tolerant',
  });
  let listed: Entry[];
  try {
    listed = await zip.getEntries();
  } catch (cause) {
    throw asFormatError('npz', cause, 'expected an archive that numpy.savez has written');
  }
  const entries = new Map<string, FileEntry>();
  for (const entry of listed) {
    if (entry.directory || !entry.filename.endsWith(ending)) continue;
    const name = entry.filename.slice(0, -ending.length);
    if (entries.has(name)) {
      throw new FormatError(`npz: got the array ${JSON.stringify(name)} twice, expected it once.`);
    }
    checkSizes(name, entry);
    entries.set(name, entry);
  }
  const packed = sumOf([...entries.values()], ({ compressedSize }) => compressedSize);
  if (packed > source.size) {
    throw new FormatError(
      `npz: got arrays of ${packed} bytes in a file of ${source.size}, expected no more than fit into it. The file is damaged, or ` +
        'made to fill the memory.',
    );
  }
  return entries;
}

function checkSizes(
  name: string,
  { compressedSize, uncompressedSize, compressionMethod }: FileEntry,
) {
  const most = compressionMethod === 0 ? compressedSize : largestRatio * compressedSize;
  if (uncompressedSize <= most) return;
  throw new FormatError(
    `npz: got ${uncompressedSize} bytes in ${compressedSize} for ${JSON.stringify(name)}, expected at most ${most}. The file is ` +
      'damaged, or made to fill the memory.',
  );
}

/** The bytes of an entry, unpacked as they are asked for. Their checksum is compared at the end. */
export async function* contentOf(name: string, entry: FileEntry): AsyncGenerator<Uint8Array> {
  const stop = new AbortController();
  let fail = (_: unknown) => {};
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      fail = (reason) => controller.error(reason);
    },
  });
  const reader = readable.getReader();
  let failure: unknown;
  const done = entry
    .getData(writable, { ...options, signal: stop.signal })
    // Where the entry cannot even be begun, nothing else tells the stream.
    .catch((reason: unknown) => {
      failure = reason;
      fail(reason);
    });
  try {
    for (;;) {
      const { done: isEnd, value } = await reader.read();
      if (isEnd) break;
      yield value;
    }
    await done;
    if (failure !== undefined) throw failure;
  } catch (cause) {
    throw asFormatError(`npz ${JSON.stringify(name)}`, cause, 'expected what was written');
  } finally {
    stop.abort();
    await reader.cancel().catch(() => {});
  }
}

/** What the library and the decoder of the platform throw, as an error about the file. */
function asFormatError(where: string, cause: unknown, expected: string): FormatError {
  if (cause instanceof FormatError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FormatError(`${where}: got a damaged archive (${reason}), ${expected}.`, { cause });
}

const sumOf = <T>(values: readonly T[], numberOf: (value: T) => number): number =>
  values.reduce((sum, value) => sum + numberOf(value), 0);
