import type { TableColumn } from '../columns/column.js';

/** What a column is for. */
export type Role = 'feature' | 'target' | 'weight' | 'group' | 'time' | 'left out';

/** What a feature is made of. */
export type FeatureKind = 'number' | 'boolean' | 'date' | 'category';

/** What is done with a column, and why. */
export interface ColumnPlan {
  readonly column: TableColumn;
  readonly role: Role;
  /** How it becomes features; `undefined` where it does not. */
  readonly feature?: FeatureKind;
  /** One sentence for the person who trains. */
  readonly sentence: string;
}
