import type { WorldlyFile } from '@nadir/testing/worldly-files';
import { type Split, splitRows } from '../src/splits/split-rows.js';
import { type Plan, planOf, readTable } from '../src/tables/index.js';

/** Reads a file with nothing known but its target, and divides its rows. */
export async function partsOf(
  { name, target }: Pick<WorldlyFile, 'name' | 'target'>,
  bytes: Uint8Array,
): Promise<{ readonly plan: Plan; readonly split: Split }> {
  const plan = planOf(await readTable(bytes, { name }), { target });
  const { column, task } = plan.target;
  const classOf = (row: number) => column.at(row);
  return { plan, split: splitRows(plan.rows, task === 'classification' ? { classOf } : {}) };
}
