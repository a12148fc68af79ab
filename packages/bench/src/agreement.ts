import { NadirError } from '@nadir/core';
import type { Contender } from './contenders/contender.js';
import type { Task } from './tasks/task.js';

/** Steps taken before numbers are compared. */
export const stepsBefore = 3;

/** One parameter in this many is compared. */
export const stride = 97;

/** What a contender has arrived at after {@link stepsBefore} steps. */
export interface Arrival extends Pick<Contender, 'name' | 'rule'> {
  readonly values: readonly number[];
}

/**
 * Largest difference between two float32 results. Of the same three updates on values below 1 it is a
 * few roundings; the losses of three whole steps also depend on the order in which products are summed.
 */
const tolerances = { update: 2e-6, training: 1e-3 } as const;

/**
 * Compares what contenders of one rule have arrived at with the first of them.
 *
 * @throws {@link NadirError} `NADIR_DISAGREEMENT` when two differ by more than rounding explains.
 */
export function checkAgreement(arrivals: readonly Arrival[], kind: Task['kind']): void {
  const first = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    if (arrival.rule === 'none') continue;
    const reference = first.get(arrival.rule);
    if (reference === undefined) first.set(arrival.rule, arrival);
    else compare(arrival, reference, tolerances[kind]);
  }
}

function compare({ name, values }: Arrival, reference: Arrival, tolerance: number): void {
  const differs = reference.values.findIndex((expected, i) => {
    // Written so that NaN and a missing value differ too.
    return !(Math.abs((values[i] ?? Number.NaN) - expected) <= tolerance);
  });
  if (differs < 0 && values.length === reference.values.length) return;
  const at = Math.max(differs, 0);
  throw new NadirError(
    'NADIR_DISAGREEMENT',
    `${name}: got ${values[at]} as number ${at} after ${stepsBefore} steps, expected ` +
      `${reference.values[at]} as in ${reference.name}. Times of different work cannot be compared.`,
  );
}
