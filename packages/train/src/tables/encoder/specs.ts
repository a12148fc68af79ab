import type { Kind } from '../columns/column.js';

/** Mean and standard deviation of training rows. */
export interface Moments {
  readonly mean: number;
  /** 1 where the values do not vary. */
  readonly deviation: number;
}

/** Parts of a date or time that are taken as an angle, as sine and cosine. */
export type Cycle = 'month' | 'weekday' | 'hour';

interface FeatureBase {
  readonly column: string;
  /** Whether one more feature says if the cell was missing. */
  readonly indicator: boolean;
}

/** How a column becomes features, with all that the training rows have told. */
export type FeatureSpec =
  | (FeatureBase & { readonly kind: 'number'; readonly fill: number } & Moments)
  | (FeatureBase & { readonly kind: 'boolean'; readonly fill: number })
  | (FeatureBase & {
      readonly kind: 'date';
      readonly fill: number;
      /** Moments of the year with its fraction; `null` for a time of day. */
      readonly year: Moments | null;
      readonly cycles: readonly Cycle[];
    })
  | (FeatureBase & {
      readonly kind: 'category';
      /** Kind of the column that the categories are read from. */
      readonly from: Kind;
      /** Category of missing cells. */
      readonly fill: string;
      readonly categories: readonly string[];
      /** Whether one more feature stands for rare categories. Those never seen are taken for rare ones. */
      readonly other: boolean;
    });

/** How the target column is read. */
export type TargetSpec =
  | {
      readonly column: string;
      readonly task: 'classification';
      readonly from: Kind;
      readonly classes: readonly string[];
    }
  | ({ readonly column: string; readonly task: 'regression' } & Moments);

/** Names of the features that a column becomes. */
export function namesOf(spec: FeatureSpec): string[] {
  const { column } = spec;
  const names = (() => {
    switch (spec.kind) {
      case 'number':
      case 'boolean':
        return [column];
      case 'date':
        return [
          ...(spec.year === null ? [] : [`${column}: year`]),
          ...spec.cycles.flatMap((cycle) => [`${column}: sin ${cycle}`, `${column}: cos ${cycle}`]),
        ];
      case 'category':
        return [
          ...spec.categories.map((category) => `${column} = ${category}`),
          ...(spec.other ? [`${column}: other`] : []),
        ];
    }
  })();
  return spec.indicator ? [...names, `${column}: missing`] : names;
}
