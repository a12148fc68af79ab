import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import type { DateColumn, TableColumn } from '../columns/column.js';
import { isMissingAt } from '../columns/find.js';
import { countLabels } from '../columns/labels.js';
import type { ColumnPlan } from '../plan/column-plan.js';
import type { Plan } from '../plan/plan.js';
import { yearOf } from './date-parts.js';
import { Encoder } from './encoder.js';
import type { FeatureSpec, Moments, TargetSpec } from './specs.js';

/** Least share of missing cells for which a feature of its own tells that they are. */
const indicatorShare = 0.01;

/** Most categories with a feature of their own. */
const mostCategories = 100;

/** Least share of the training rows that a category with a feature of its own has, and least number. */
const rareShare = 0.001;
const rareCount = 2;

/**
 * Learns from training rows what makes features of the columns: means, deviations, medians, categories.
 *
 * @param rows Rows of the plan's table to learn from. Others must not have a say, so that measuring on them is fair.
 * @throws {@link OptionError} when there is no row.
 * @example
 * ```ts
 * const encoder = fit(plan, parts.train);
 * const { features, targets } = encoder.encode(plan.table, parts.train);
 * ```
 */
export function fit(plan: Plan, rows: Uint32Array = plan.rows): Encoder {
  if (!(rows instanceof Uint32Array) || rows.length === 0) {
    throw new OptionError(
      `fit.rows: got ${describe(rows)}, expected a Uint32Array with one row or more.`,
    );
  }
  const features = plan.columns.flatMap((column) => featureSpec(column, rows) ?? []);
  return new Encoder({
    features,
    target: targetSpec(plan, rows),
    weight: plan.weight?.name ?? null,
  });
}

function targetSpec({ target, table }: Plan, rows: Uint32Array): TargetSpec {
  const { column, task, classes } = target;
  if (task === 'regression') {
    const present = rows.filter((row) => row < table.length && !isMissingAt(column, row));
    return { column: column.name, task, ...moments(present, (row) => column.at(row)) };
  }
  return { column: column.name, task, from: column.kind, classes: [...classes.keys()] };
}

/** `undefined` where the column becomes no feature. */
function featureSpec({ column, feature }: ColumnPlan, rows: Uint32Array): FeatureSpec | undefined {
  const present = rows.filter((row) => !isMissingAt(column, row));
  if (feature === undefined || present.length === 0) return undefined;
  const gaps = rows.length - present.length;
  const base = { column: column.name, indicator: gaps >= indicatorShare * rows.length && gaps > 0 };
  switch (feature) {
    case 'number': {
      const fill = median(column, present);
      const at = (row: number) => (isMissingAt(column, row) ? fill : column.at(row));
      return { ...base, kind: feature, fill, ...moments(rows, at) };
    }
    case 'boolean': {
      const yes = present.reduce((n, row) => n + column.at(row), 0);
      return { ...base, kind: feature, fill: Number(2 * yes > present.length) };
    }
    case 'date': {
      const { hasDate, hasTime } = column as DateColumn;
      const fill = median(column, present);
      const year = (row: number) => yearOf(isMissingAt(column, row) ? fill : column.at(row));
      return {
        ...base,
        kind: feature,
        fill,
        year: hasDate ? moments(rows, year) : null,
        cycles: [
          ...(hasDate ? (['month', 'weekday'] as const) : []),
          ...(hasTime ? (['hour'] as const) : []),
        ],
      };
    }
    case 'category': {
      const byCount = [...(countLabels(column, present) as Map<string, number>)].sort(
        ([a, m], [b, n]) => n - m || (a < b ? -1 : 1),
      );
      const least = Math.max(rareCount, rareShare * rows.length);
      const frequent = byCount.filter(([, count]) => count >= least).slice(0, mostCategories);
      return {
        ...base,
        kind: feature,
        from: column.kind,
        fill: byCount[0]?.[0] as string,
        categories: frequent.map(([name]) => name),
        other: frequent.length < byCount.length,
      };
    }
  }
}

function median(column: TableColumn, rows: Uint32Array): number {
  const sorted = Float64Array.from(rows, (row) => column.at(row)).sort();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}

/** Mean and deviation of the population, in two passes. */
function moments(rows: Uint32Array, at: (row: number) => number): Moments {
  let sum = 0;
  for (const row of rows) sum += at(row) / rows.length;
  let variance = 0;
  for (const row of rows) variance += (at(row) - sum) ** 2 / rows.length;
  const deviation = Math.sqrt(variance);
  // Rounding gives equal values a deviation of some units in the last place.
  return { mean: sum, deviation: deviation > 1e-12 * Math.abs(sum) ? deviation : 1 };
}
