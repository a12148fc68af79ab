import { FormatError } from '@nadir/core';
import type { ByteSource } from '../../bytes/source.js';
import { ObjectReader } from '../rows/object-reader.js';
import type { CellRows } from '../rows/row.js';
import { type TextOptions, textOf } from './decode.js';
import { longestRecord } from './records.js';

/** Ways in which JSON holds a table: an object on each line, or one list of objects. */
export type JsonForm = 'lines' | 'list';

/**
 * The form of JSON that a text begins with; `undefined` where it is none.
 *
 * @param sample Whole lines.
 */
export function jsonFormOf(sample: string): JsonForm | undefined {
  if (/^\s*\[\s*\{\s*["}]/.test(sample)) return 'list';
  return /^\s*\{\s*["}]/.test(sample) ? 'lines' : undefined;
}

/** The rows of JSON: a row for each object, a column for each key. */
export const jsonRows = (
  source: ByteSource,
  options: TextOptions & { readonly name: string },
  form: JsonForm,
): CellRows => ({
  async *read(onRow, like) {
    const objects = new ObjectReader(options.name, onRow, like);
    const texts = textOf(source, options);
    if (form === 'lines') yield* readLines(options.name, texts, objects);
    else await readList(options.name, texts, objects);
    return objects.end();
  },
});

async function* readLines(
  name: string,
  texts: AsyncIterable<string>,
  objects: ObjectReader,
): AsyncGenerator<undefined, void, undefined> {
  let rest = '';
  let line = 0;
  const read = (json: string) => {
    line++;
    if (json.trim() !== '') objects.add(parsed(json, `${name}:${line}`, 'an object'), line);
  };
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() as string;
    if (rest.length > longestRecord) {
      throw new FormatError(
        `${name}:${line + lines.length + 1}: got a line longer than ${longestRecord} characters, expected an object on each line.`,
      );
    }
    for (const json of lines) read(json);
    yield;
  }
  read(rest);
}

async function readList(
  name: string,
  texts: AsyncIterable<string>,
  objects: ObjectReader,
): Promise<void> {
  const pieces: string[] = [];
  for await (const text of texts) pieces.push(text);
  const rows = parsed(pieces.join(''), name, 'one list of objects');
  (rows as readonly unknown[]).forEach((row, i) => {
    objects.add(row, i + 1);
  });
}

function parsed(json: string, where: string, expected: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new FormatError(
      `${where}: got ${(cause as Error).message}, expected JSON, ${expected}.`,
      { cause },
    );
  }
}
