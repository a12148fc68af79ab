import { NadirError } from '@nadir/core';
import type { Contender } from './contender.js';

/** Steps taken before the numbers are compared. */
const stepsBefore = 3;

/** Largest difference between two float32 results of the same three steps on values below 1. */
const tolerance = 2e-6;

/** One parameter in this many is compared. */
const stride = 97;

/**
 * Takes the same few steps with every contender and compares the parameters of those that follow
 * the same rule with the first of them.
 *
 * @throws {@link NadirError} `NADIR_DISAGREEMENT` when two differ by more than 2e-6 somewhere.
 */
export async function checkAgreement(contenders: readonly Contender[]): Promise<void> {
  const first = new Map<string, { name: string; values: readonly number[] }>();
  for (const contender of contenders) {
    if (contender.rule === 'none') continue;
    await contender.steps(stepsBefore);
    const values = await contender.read(stride);
    const reference = first.get(contender.rule);
    if (reference === undefined) first.set(contender.rule, { name: contender.name, values });
    else compare(contender.name, values, reference);
  }
}

function compare(
  name: string,
  values: readonly number[],
  reference: { readonly name: string; readonly values: readonly number[] },
): void {
  const differs = reference.values.findIndex((expected, i) => {
    // Written so that NaN and a missing value differ too.
    return !(Math.abs((values[i] ?? Number.NaN) - expected) <= tolerance);
  });
  if (differs < 0 && values.length === reference.values.length) return;
  const at = Math.max(differs, 0);
  throw new NadirError(
    'NADIR_DISAGREEMENT',
    `${name}: got ${values[at]} for parameter ${at * stride} after ${stepsBefore} steps, expected ` +
      `${reference.values[at]} as in ${reference.name}. Times of different work cannot be compared.`,
  );
}
