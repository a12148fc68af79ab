import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import type { DateColumn, TableColumn } from '../columns/column.js';
import { isMissingAt } from '../columns/find.js';
import { frequentLabels, presentValues } from '../columns/labels.js';
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
  const { length } = plan.table;
  const beyond = rows.find((row) => row >= length);
  if (beyond !== undefined) {
    throw new OptionError(`fit.rows: got ${beyond}, expected integers in [0, ${length}).`);
  }
  const features = plan.columns.flatMap((column) => featureSpec(column, rows) ?? []);
  return new Encoder({
    features,
    target: targetSpec(plan, rows),
    weight: plan.weight?.name ?? null,
  });
}

function targetSpec({ target }: Plan, rows: Uint32Array): TargetSpec {
  const { column, task, classes } = target;
  if (task === 'regression') {
    return { column: column.name, task, ...moments(presentValues(column, rows)) };
  }
  return { column: column.name, task, from: column.kind, classes: [...classes.keys()] };
}

/** `undefined` where the column becomes no feature. */
function featureSpec({ column, feature }: ColumnPlan, rows: Uint32Array): FeatureSpec | undefined {
  const gaps = rows.reduce((n, row) => n + Number(isMissingAt(column, row)), 0);
  const present = rows.length - gaps;
  if (feature === undefined || present === 0) return undefined;
  const base = { column: column.name, indicator: gaps >= indicatorShare * rows.length && gaps > 0 };
  switch (feature) {
    case 'number': {
      const fill = median(presentValues(column, rows));
      const values = valuesAt(column, rows, fill);
      return { ...base, kind: feature, fill, ...moments(values) };
    }
    case 'boolean': {
      const yes = presentValues(column, rows).reduce((n, value) => n + value, 0);
      return { ...base, kind: feature, fill: Number(2 * yes > present) };
    }
    case 'date': {
      const { hasDate, hasTime } = column as DateColumn;
      const fill = median(presentValues(column, rows));
      const years = () => valuesAt(column, rows, fill).map(yearOf);
      return {
        ...base,
        kind: feature,
        fill,
        year: hasDate ? moments(years()) : null,
        cycles: [
          ...(hasDate ? (['month', 'weekday'] as const) : []),
          ...(hasTime ? (['hour'] as const) : []),
        ],
      };
    }
    case 'category': {
      const least = Math.max(rareCount, rareShare * rows.length);
      const { frequent, first, different } = frequentLabels(column, rows, least);
      const categories = frequent.slice(0, mostCategories).map(({ label }) => label);
      return {
        ...base,
        kind: feature,
        from: column.kind,
        fill: first?.label as string,
        categories,
        other: categories.length < different,
      };
    }
  }
}

/** Values of a column in some rows, `fill` where they are missing. */
function valuesAt(column: TableColumn, rows: Uint32Array, fill: number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = column.at(rows[i] as number);
    values[i] = Number.isNaN(value) ? fill : value;
  }
  return values;
}

/** The array is sorted by it. */
function median(values: Float64Array): number {
  const sorted = values.sort();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}

/** Mean and deviation of the population, in two passes. */
function moments(values: Float64Array): Moments {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  const deviation = Math.sqrt(variance);
  // Rounding gives equal values a deviation of some units in the last place.
  return { mean, deviation: deviation > 1e-12 * Math.abs(mean) ? deviation : 1 };
}
