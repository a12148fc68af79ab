import { findRows } from '../sparse/find-rows.js';
import type { RowFinder } from '../sparse/row-finder.js';
import { mapTransforms } from './chain.js';
import { Derived } from './derived.js';
import type { Transform } from './transform.js';

/**
 * A rule that changes only those rows of a parameter, and of its state, that have a gradient, as {@link SparseAdam}
 * does: `rowwise(AdamW.rule)` is a lazy AdamW for embeddings.
 */
export const rowwise = (rule: Transform): Transform =>
  mapTransforms(rule, (one) => new Rowwise(one));

class Rowwise extends Derived {
  override get rows(): RowFinder {
    return findRows;
  }
}
