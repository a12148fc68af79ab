import type { CompressionCodec, Compressors, DataReader, PageHeader, SchemaTree } from 'hyparquet';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';

/** What is known of the column of a page. */
export interface PageColumn {
  readonly isBoolean: boolean;
  readonly schemaPath: SchemaTree[];
  readonly codec: CompressionCodec;
  readonly compressors: Compressors;
  readonly refuse: Refuse;
}

/** Throws the error about a column. */
type Refuse = (got: string, expected: string) => never;

/**
 * Goes through the runs of equal values in a page. The reader of the format writes a run as long as it says it is, so one that is
 * longer than its page would fill the memory. It is refused.
 *
 * @param bytes The page as it is in the file.
 */
export function checkRuns(bytes: Uint8Array, header: PageHeader, column: PageColumn): void {
  const { schemaPath, codec, compressors, refuse } = column;
  const levels = [getMaxRepetitionLevel(schemaPath), getMaxDefinitionLevel(schemaPath)];
  const unpack = (packed: Uint8Array, size: number) =>
    decompressPage(packed, size, codec, compressors);
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (first !== undefined) {
    const reader = readerOf(unpack(bytes, header.uncompressed_page_size));
    for (const most of levels) {
      if (most > 0) checkBlock(reader, widthOf(most), first.num_values, refuse);
    }
    checkValues(reader, first, column);
  } else if (second !== undefined) {
    const lengths = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
    let start = 0;
    lengths.forEach((length, i) => {
      if (!(length >= 0 && start + length <= bytes.length)) {
        refuse(`levels of ${length} bytes`, `at most ${bytes.length - start}`);
      }
      const width = widthOf(levels[i] as number);
      if (width > 0) checkRange(readerOf(bytes.subarray(start)), width, second.num_values, refuse);
      start += length;
    });
    const size = header.uncompressed_page_size - start;
    const isPacked = second.is_compressed !== false && size > 0;
    const values = bytes.subarray(start);
    checkValues(readerOf(isPacked ? unpack(values, size) : values), second, column);
  }
}

function checkValues(
  reader: DataReader,
  { encoding, num_values }: { readonly encoding: string; readonly num_values: number },
  { isBoolean, refuse }: PageColumn,
): void {
  if (encoding === 'RLE' && isBoolean) checkBlock(reader, 1, num_values, refuse);
  else if (encoding === 'RLE' || encoding.endsWith('_DICTIONARY')) {
    const width = reader.view.getUint8(reader.offset++);
    checkRange(reader, width, num_values, refuse);
  }
}

/** Checks runs behind their length in bytes, and leaves the reader after them. */
function checkBlock(reader: DataReader, width: number, count: number, refuse: Refuse): void {
  const length = reader.view.getUint32(reader.offset, true);
  const start = reader.offset + 4;
  checkRange({ view: reader.view, offset: start }, width, count, refuse);
  reader.offset = start + length;
}

/** Writers fill up the last run of packed values. */
const filling = 512;

/** Checks runs until there are so many values, or the page ends: just as far as they are read. */
function checkRange(reader: DataReader, width: number, count: number, refuse: Refuse): void {
  for (let seen = 0; seen < count && reader.offset < reader.view.byteLength; ) {
    const head = readVarInt(reader);
    const isPacked = (head & 1) === 1;
    const run = (head >>> 1) * (isPacked ? 8 : 1);
    if (run > count - seen + filling) refuse(`a run of ${run} values`, `at most ${count - seen}`);
    seen += run;
    reader.offset += isPacked ? (head >>> 1) * width : Math.ceil(width / 8);
  }
}

const readerOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataReader => ({
  view: new DataView(buffer, byteOffset, byteLength),
  offset: 0,
});

/** Bits of the numbers up to a greatest one. */
const widthOf = (most: number): number => 32 - Math.clz32(most);
