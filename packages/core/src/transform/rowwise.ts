import { findRows } from '../sparse/find-rows.js';
import { mapTransforms } from './chain.js';
import { checkTransform } from './check-transform.js';
import { derive } from './derived.js';
import type { Transform } from './transform.js';

/**
 * A rule that changes only those rows of a parameter, and of its state, that have a gradient, as {@link SparseAdam}
 * does: `rowwise(AdamW.rule)` is a lazy AdamW for embeddings.
 */
export function rowwise(rule: Transform): Transform {
  checkTransform('rowwise', rule);
  return mapTransforms(rule, (one) => derive(one, { rows: findRows }));
}
