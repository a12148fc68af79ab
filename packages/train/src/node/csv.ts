import { readFile } from 'node:fs/promises';
import type { Logger } from '../loggers/logger.js';
import { LogFile } from './log-file.js';

const fixed = ['kind', 'step', 'epoch', 'batch', 'seconds'];

/**
 * Writes a file of comma-separated values: a row for each record, a column for each figure. A cell is empty where a record has no
 * such figure.
 *
 * A figure that appears later gives every row a further column. A training that goes on cuts off the rows after its step, so that no
 * step is there twice. One that begins gives a file that is there another name, `log.1.csv` for `log.csv`.
 *
 * @param path The file. Its folder is made.
 */
export function csv(path: string): Logger {
  const file = new LogFile(path);
  let columns: string[] = [];
  return {
    async start(_, { step }) {
      if (step === 0) await file.moveAside();
      const header = await file.cut((line, row) => row === 0 || Number(line.split(',')[1]) <= step);
      columns = header === undefined ? [...fixed] : cellsOf(header);
      if (header === undefined) await file.append(rowOf(columns.map(quoted)));
    },
    async log({ figures, ...record }) {
      const added = Object.keys(figures).filter((name) => !columns.includes(name));
      if (added.length > 0) {
        columns = [...columns, ...added];
        await widen(file, columns.map(quoted), added.length);
      }
      const values = new Map<string, unknown>(Object.entries({ ...figures, ...record }));
      await file.append(rowOf(columns.map((name) => String(values.get(name) ?? ''))));
    },
    end() {},
  };
}

const rowOf = (cells: readonly string[]): string => `${cells.join(',')}\n`;

/** Writes a file again with another header, and more empty cells at the end of each row. */
async function widen(file: LogFile, header: readonly string[], by: number): Promise<void> {
  const [, ...rows] = (await readFile(file.path, 'utf8')).split('\n').slice(0, -1);
  await file.replace(rowOf(header) + rows.map((row) => rowOf([row + ','.repeat(by)])).join(''));
}

/** A name as a cell of one line. */
const quoted = (name: string): string =>
  /[",\r\n]/.test(name) ? `"${name.replaceAll(/\s+/g, ' ').replaceAll('"', '""')}"` : name;

/** The cells of a header. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, inQuotes, plain]) => inQuotes?.replaceAll('""', '"') ?? (plain as string),
  );
