import type { OptionValues } from '@nadir/core';
import type { ScheduleName } from './schedules.js';

/** How a model is made and trained, every default filled in. */
export interface Options {
  /** Name of the optimizer on the command line, and every option of its rule. */
  readonly optimizer: { readonly name: string; readonly options: OptionValues };
  readonly schedule: ScheduleName;
  /** Strength λ of the L1 penalty, a proximal step. */
  readonly l1: number;
  /** Strength λ of the L2 penalty, a gradient in the fused step. */
  readonly l2: number;
  /** Probability that a hidden unit is dropped. */
  readonly dropout: number;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batch: number;
  readonly seed: number;
}
