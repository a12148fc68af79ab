import { FormatError } from '@nadir/core';
import type { AsyncBuffer, ColumnChunk, ColumnMetaData, PageHeader, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';

/** Bytes that Snappy makes of one, at most: three bytes name a copy of 64. */
const snappyRatio = 22;

/** Bytes of a value in memory, about. */
const bytesPerValue = 8;

/**
 * Goes through the headers of all pages of a row group, so that nothing is unpacked for which a header declares more than there can
 * be, and no array is made for values that are not there.
 *
 * @throws {@link FormatError} naming the column.
 */
export async function checkRowGroup(
  where: string,
  file: AsyncBuffer,
  { columns, num_rows }: RowGroup,
  limitBytes: number,
): Promise<void> {
  const chunks = columns.map((column) => chunkOf(where, column));
  const values = chunks.reduce((sum, { num_values }) => sum + Number(num_values), 0);
  const declared = Math.max(values, Number(num_rows)) * bytesPerValue;
  const unpacked = chunks.reduce((sum, chunk) => sum + Number(chunk.total_uncompressed_size), 0);
  if (Math.max(declared, unpacked) > limitBytes) {
    throw new FormatError(
      `${where}: got ${num_rows} rows of ${columns.length} columns in one group, ${Math.max(declared, unpacked)} bytes, expected at most ` +
        `${limitBytes}. Write smaller row groups, or pass a greater limitBytes if the file is to be trusted.`,
    );
  }
  for (const chunk of chunks) await checkPages(where, file, chunk);
}

function chunkOf(where: string, { file_path, meta_data }: ColumnChunk): ColumnMetaData {
  if (meta_data !== undefined && file_path === undefined) return meta_data;
  throw new FormatError(
    `${where}: got a column in another file or encrypted, expected all in one. Write the table to one file.`,
  );
}

async function checkPages(where: string, file: AsyncBuffer, chunk: ColumnMetaData): Promise<void> {
  const refuse = (got: string, expected: string): never => {
    const column = JSON.stringify(chunk.path_in_schema.join('.'));
    throw new FormatError(`${where}, column ${column}: got ${got}, expected ${expected}.`);
  };
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const end = start + Number(chunk.total_compressed_size);
  if (!(start >= 0 && start <= end && end <= file.byteLength)) {
    refuse(`bytes ${start} to ${end}`, `a place in ${file.byteLength} bytes`);
  }
  const reader = { view: new DataView(await file.slice(start, end)), offset: 0 };
  let [values, unpacked] = [0, 0];
  while (reader.offset < reader.view.byteLength - 1) {
    const header = parquetHeader(reader);
    const packed = header.compressed_page_size;
    const left = reader.view.byteLength - reader.offset;
    if (!(packed >= 0 && packed <= left)) refuse(`a page of ${packed} bytes`, `at most ${left}`);
    const most = chunk.codec === 'SNAPPY' ? snappyRatio * packed : Number.POSITIVE_INFINITY;
    const size = header.uncompressed_page_size;
    if (!(size >= 0 && size <= most)) refuse(`${size} bytes in a page of ${packed}`, 'fewer');
    unpacked += size;
    values += valuesIn(header) ?? refuse('a page without a number of values', 'one');
    reader.offset += packed;
  }
  const expected = Number(chunk.num_values);
  if (values > expected) refuse(`${values} values in its pages`, `${expected}`);
  const room = Number(chunk.total_uncompressed_size);
  if (unpacked > room) refuse(`${unpacked} bytes in its pages`, `at most ${room}`);
}

/** Number of values of a page, those of a dictionary not counted; `undefined` where it is none that there can be. */
function valuesIn({
  data_page_header,
  data_page_header_v2,
  dictionary_page_header,
  uncompressed_page_size,
}: PageHeader): number | undefined {
  if (dictionary_page_header !== undefined) {
    const { num_values } = dictionary_page_header;
    return num_values >= 0 && num_values <= uncompressed_page_size ? 0 : undefined;
  }
  const count = (data_page_header ?? data_page_header_v2)?.num_values;
  return count !== undefined && count >= 0 ? count : undefined;
}
