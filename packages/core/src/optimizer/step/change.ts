import type { GradientNorm } from '../gradients/gradient-norm.js';
import type { Matched } from '../groups/matching.js';
import type { Parameter } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import type { Bindings } from './bindings.js';
import type { ChangeKind } from './change-kind.js';
import type { Prepared } from './prepare.js';

/** A way to change the parameters of one optimizer, with what is bound to them. */
export interface Change extends ChangeKind {
  readonly bindings: Bindings;
}

/** The steps of an optimizer as an option sees them that adds to them. */
export interface Steps {
  readonly roster: Roster;
  /** A further way to change the parameters. */
  changeBy(kind: ChangeKind): Change;
  /** Lets `use` read the gradients of parameters. They are let go of afterwards. */
  withGradients(parameters: readonly Parameter[], use: () => void): void;
  /** All that stands before a change; `undefined` where gradients refuse it. */
  prepare(matched: Matched, change: Change, microBatches?: number): Prepared | undefined;
  /** Makes a change that is prepared. The caller disposes of the norm. */
  run(prepared: Prepared, change: Change): GradientNorm | undefined;
  /** Ends a change whose gradients have been judged. */
  end(verdict: Prepared['verdict'], isStep: boolean): void;
  /**
   * Takes a step.
   * @param microBatches How many of them gradients are the mean of.
   * @returns `undefined` where gradients refuse it.
   */
  take(matched: Matched, microBatches?: number): Prepared | undefined;
  /** Lets go what a refused change has taken in. */
  leave(added: readonly Parameter[]): void;
}

/** The micro-batches of an optimizer. */
export interface Accumulating {
  /** Micro-batches whose gradients wait. */
  count: number;
  /** Takes a step by the gradients that parameters have, or lets them wait for it. */
  take(matched: Matched): void;
  /** Takes a step by the mean of the gradients that wait, if any do. */
  flush(): void;
}

/** Lets the micro-batches of an optimizer wait for its steps: {@link MicroBatches.begin}. */
export type BeginAccumulating = (steps: Steps) => Accumulating;
