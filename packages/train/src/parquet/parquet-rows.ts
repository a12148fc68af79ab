import { FormatError, OptionError } from '@nadir/core';
import { checkInteger, checkNames, checkOptions, describe } from '@nadir/core/internal';
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from 'hyparquet';
import type { Row, RowSource } from '../tables/rows/row.js';
import { checkRowGroup } from './check-row-group.js';

/** Where a Parquet file comes from: bytes in memory, a `Blob` or `File`, or an `AsyncBuffer` of hyparquet, which is read in parts. */
export type ParquetSource = Uint8Array | Blob | AsyncBuffer;

/** Options of {@link parquetRows}. */
export interface ParquetOptions {
  /** Name of the file, for messages. Default `'parquet'`. */
  readonly name?: string;
  /** What unpacks pages that neither are plain nor use Snappy, such as those of the package hyparquet-compressors. */
  readonly compressors?: Compressors;
  /** Most bytes of a row group in memory. Default 2³⁰, a gibibyte. */
  readonly limitBytes?: number;
}

/** Rows that are made at once. */
const rowsAtOnce = 2 ** 16;

/**
 * The rows of a Parquet file, for `readTable`. One row group after the other is read.
 *
 * It takes hyparquet, which a program that uses it installs beside this package.
 *
 * @throws {@link FormatError} when the file is damaged, declares more than it can hold, or is packed in a way that `compressors` does
 * not know; from here, and from reading the rows.
 * @example
 * ```ts
 * const table = await readTable(await parquetRows(file, { name: file.name }));
 * ```
 */
export async function parquetRows(
  source: ParquetSource,
  options: ParquetOptions = {},
): Promise<RowSource> {
  checkOptions('parquetRows', options);
  checkNames('parquetRows', options, ['name', 'compressors', 'limitBytes']);
  const { name = 'parquet', compressors = {}, limitBytes = 2 ** 30 } = options;
  checkInteger('parquetRows', { limitBytes }, 1, 'limitBytes');
  const file = bufferOf(source);
  const metadata = await asFormatError(name, () => parquetMetadataAsync(file));
  const names = await asFormatError(name, async () =>
    parquetSchema(metadata).children.map(({ element }) => element.name),
  );
  return {
    async *rows() {
      let start = 0;
      for (const group of metadata.row_groups) {
        await asFormatError(name, () => checkRowGroup(name, file, group, limitBytes));
        const end = start + Number(group.num_rows);
        while (start < end) {
          const next = Math.min(end, start + rowsAtOnce);
          const given = { file, metadata, compressors, rowStart: start, rowEnd: next };
          const rows = await asFormatError(name, () => readRows(given));
          if (rows.length !== next - start) {
            throw new FormatError(`${name}: got ${rows.length} rows, expected ${next - start}.`);
          }
          // Unlike assigning, this makes an own property of any name, `__proto__` too.
          yield rows.map(
            (cells): Row => Object.fromEntries(names.map((one, i) => [one, cells[i]])),
          );
          start = next;
        }
      }
    },
  };
}

function bufferOf(source: ParquetSource): AsyncBuffer {
  if (source instanceof Uint8Array) {
    return {
      byteLength: source.length,
      slice: (start, end) => new Uint8Array(source.subarray(start, end)).buffer,
    };
  }
  if (source instanceof Blob) {
    return {
      byteLength: source.size,
      slice: (start, end) => source.slice(start, end).arrayBuffer(),
    };
  }
  if (Number.isSafeInteger(source?.byteLength) && typeof source.slice === 'function') return source;
  throw new OptionError(
    `parquetRows: got ${describe(source)}, expected a Uint8Array, a Blob, or an AsyncBuffer of hyparquet.`,
  );
}

function readRows(given: {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly compressors: Compressors;
  readonly rowStart: number;
  readonly rowEnd: number;
}): Promise<readonly unknown[][]> {
  return new Promise((resolve, reject) => {
    parquetRead({ ...given, rowFormat: 'array', onComplete: resolve }).catch(reject);
  });
}

/** Does something, and throws whatever the reader of the format throws as an error about the file. */
async function asFormatError<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError(
      `${name}: got a file that cannot be read (${reason}), expected Parquet.`,
      {
        cause,
      },
    );
  }
}
