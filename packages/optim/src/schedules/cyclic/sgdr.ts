import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { join } from '../combine/join.js';
import type { NamedSchedule } from '../named-schedule.js';
import { type WarmupCosineOptions, warmupCosine } from '../whole-run/warmup-cosine.js';

/**
 * Cycles of warm-up and cosine, each with options of its own.
 *
 * It is optax's `sgdr_schedule`, and saved as the {@link join} that it is. The last value stays. Cycles
 * that follow a rule are {@link cosineRestarts}.
 *
 * Paper: Loshchilov & Hutter, ICLR 2017, https://arxiv.org/abs/1608.03983
 *
 * @param cycles At least one.
 * @throws {@link OptionError} when there is none, or an option of one leaves its range.
 * @example
 * ```ts
 * const rate = sgdr([
 *   { peak: 0.1, warmupSteps: 10, steps: 100 },
 *   { peak: 0.05, warmupSteps: 10, steps: 200 },
 * ]);
 * ```
 */
export function sgdr(cycles: readonly WarmupCosineOptions[]): NamedSchedule {
  if (!Array.isArray(cycles) || cycles.length === 0) {
    throw new OptionError(
      `sgdr.cycles: got ${describe(cycles)}, expected a list of at least one cycle.`,
    );
  }
  const parts = cycles.map((cycle) => warmupCosine(cycle));
  let end = 0;
  const ends = cycles.map(({ steps }) => (end += steps));
  return join(parts, ends.slice(0, -1));
}
