import type { Scalar, Variable } from '@tensorflow/tfjs-core';
import type { SavedGuard } from '../../state/named.js';
import type { Transform } from '../../transform/transform.js';
import type { LossGradients } from './loss-gradients.js';
import type { NonFinite } from './verdict.js';

/** Gradients that are taken where the loss is highest near by: what {@link sam} makes. */
export interface SharpnessAware {
  readonly config: SavedGuard;
  /**
   * The loss where the parameters are, with the gradients where it is highest near by. The parameters are
   * afterwards what they were, to the bit, also when the loss throws.
   *
   * @param compute Is called twice.
   * @param climbs Whether a parameter goes up by its gradient, so that its worst neighbour is below.
   */
  gradients(compute: () => LossGradients, climbs: (variable: Variable) => boolean): LossGradients;
}

/** Micro-batches that make one step: what {@link microBatches} makes. */
export interface MicroBatches {
  readonly config: SavedGuard;
  /** How many make a step. */
  readonly size: number;
  /** What is put in front of a rule, to take the mean of their gradients. */
  readonly transform: Transform;
  /** Lets those of an optimizer wait for its steps: a `BeginAccumulating`. */
  readonly begin: object;
}

/** A factor of losses, so that gradients do not vanish in 16 bits: what {@link LossScaler} is. */
export interface LossScaling {
  readonly config: SavedGuard;
  /** What is put in front of a rule, to divide gradients by the factor. */
  readonly transform: Transform;
  /**
   * What becomes of gradients that are not finite.
   * @throws {@link OptionError} when an optimizer is asked for something else.
   */
  withNonFinite(where: string, asked: NonFinite | undefined): NonFinite;
  /** What the last loss was multiplied by, and its gradients with it. */
  readonly lastFactor: number;
  /** The gradients of the scaled loss, and the loss as it was. */
  gradients(loss: () => Scalar, compute: (loss: () => Scalar) => LossGradients): LossGradients;
  /** Is told after each step whether a gradient was infinite or NaN. */
  update(overflowed: boolean): void;
}
