import type { ByteSource } from '../../bytes/source.js';
import type { CellRows } from '../rows/row.js';
import { type TextOptions, textOf } from './decode.js';
import type { Dialect } from './dialect.js';
import { HeaderReader } from './header.js';
import { RecordReader } from './records.js';

/** The rows of a delimited text. */
export const delimitedRows = (
  source: ByteSource,
  options: TextOptions & { readonly name: string },
  dialect: Dialect,
): CellRows => ({
  async *read(onRow, like) {
    const header = new HeaderReader(options.name, dialect, onRow, like);
    const records = new RecordReader(options.name, dialect, (cells, line) =>
      header.add(cells, line),
    );
    for await (const text of textOf(source, options)) {
      records.push(text);
      yield;
    }
    records.end();
    return header.end();
  },
});
