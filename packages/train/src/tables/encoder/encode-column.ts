import type { TableColumn } from '../columns/column.js';
import { isMissingAt, labelAt } from '../columns/find.js';
import { turnOf, yearOf } from './date-parts.js';
import type { FeatureSpec } from './specs.js';

/** Writes the features of a row at a place. What it does not write stays 0. */
export type EncodedColumn = (row: number, features: Float32Array, at: number) => void;

/** How the features of a column are written. */
export function writerOf(spec: FeatureSpec, column: TableColumn): EncodedColumn {
  const isMissing = (row: number) => isMissingAt(column, row);
  switch (spec.kind) {
    case 'number':
      return (row, features, at) => {
        const gap = isMissing(row);
        features[at] = ((gap ? spec.fill : column.at(row)) - spec.mean) / spec.deviation;
        if (spec.indicator) features[at + 1] = Number(gap);
      };
    case 'boolean':
      return (row, features, at) => {
        const gap = isMissing(row);
        features[at] = gap ? spec.fill : column.at(row);
        if (spec.indicator) features[at + 1] = Number(gap);
      };
    case 'date':
      return dateWriter(spec, column);
    case 'category':
      return categoryWriter(spec, column);
  }
}

function dateWriter(
  { fill, year, cycles, indicator }: Extract<FeatureSpec, { kind: 'date' }>,
  column: TableColumn,
): EncodedColumn {
  return (row, features, start) => {
    const gap = isMissingAt(column, row);
    const ms = gap ? fill : column.at(row);
    let at = start;
    if (year !== null) features[at++] = (yearOf(ms) - year.mean) / year.deviation;
    for (const cycle of cycles) {
      const angle = 2 * Math.PI * turnOf(ms, cycle);
      features[at++] = Math.sin(angle);
      features[at++] = Math.cos(angle);
    }
    if (indicator) features[at] = Number(gap);
  };
}

function categoryWriter(
  { categories, fill, other, indicator }: Extract<FeatureSpec, { kind: 'category' }>,
  column: TableColumn,
): EncodedColumn {
  const places = new Map(categories.map((name, i) => [name, i]));
  // Without rare categories in training there is no feature for others: all are 0 then.
  const elsewhere = other ? categories.length : -1;
  const width = categories.length + Number(other);
  const known = new Map<number, number>();
  return (row, features, at) => {
    const gap = isMissingAt(column, row);
    const value = gap ? Number.NaN : column.at(row);
    let place = known.get(value);
    if (place === undefined) {
      place = places.get(gap ? fill : labelAt(column, row)) ?? elsewhere;
      known.set(value, place);
    }
    if (place >= 0) features[at + place] = 1;
    if (indicator) features[at + width] = Number(gap);
  };
}
