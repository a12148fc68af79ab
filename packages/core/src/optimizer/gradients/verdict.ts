import type { Tensor } from '@tensorflow/tfjs-core';
import type { SavedGuard } from '../../state/named.js';
import type { Transform } from '../../transform/transform.js';
import type { Stepped } from './take-back.js';

/** The answer to whether a step may go on, where only the device knows it yet. */
export interface PendingVerdict {
  /** 1 if the step must change nothing, else 0: 0-D, and freed once the host knows the answer too. */
  readonly refusal: Tensor;
  /** The rule, changing nothing where `refusal` is 1. */
  hold(rule: Transform): Transform;
  /** Remembers parameters before their step, to take it back if it was refused. */
  remember(parameters: readonly Stepped[]): void;
  /** Does this if the step was refused, once that is known, after all that was asked for before. */
  whenRefused(action: () => void): void;
  /** Tells the host whether the step was refused, once that is known. */
  whenKnown(hear: (refused: boolean) => void): void;
}

/** Whether a step may go on: `undefined` if so. */
export type Verdict = undefined | 'refused' | PendingVerdict;

/** A parameter with its gradient, a tensor of its shape, and its state. */
export interface Graded {
  readonly name: string;
  readonly grad: unknown;
  readonly slots: Readonly<Record<string, unknown>>;
}

/** Looks at the gradients of an optimizer, before a parameter moves. */
export interface GradientWatch {
  /** Applies gradients. What the forward pass has changed is taken back where that is refused or throws. */
  attempt(apply: () => void): void;
  /**
   * Looks at the gradients of a step.
   *
   * @param microBatches How many of them the step takes the mean of; `undefined` for an update that is no step.
   * @throws {@link TensorError} when one of them is not finite and that is to be told, or one of an
   * earlier step was not, as a late answer says.
   */
  judge(parameters: readonly Graded[], microBatches: number | undefined): Verdict;
  /** Ends what {@link judge} has let go on, once it is known whether it was refused. */
  end(verdict: Exclude<Verdict, 'refused'>, isStep: boolean): void;
  /** Waits for all answers under way. Rejects with what {@link judge} would throw. */
  settled(): Promise<void>;
  /** Lets go of the answers under way, since what they are about has been replaced. */
  forget(): void;
}

/** Options about gradients that matter to a watch. */
export interface Guarded {
  readonly clip?: Transform | undefined;
  readonly lossScaler?: { update(overflowed: boolean): void } | undefined;
}

/** What happens at a gradient with NaN or infinite elements: {@link throwError} or {@link skipStep}. */
export interface NonFinite {
  readonly config: SavedGuard;
  /**
   * @param where The name of the optimizer, in messages.
   * @param guard Its other options about gradients.
   */
  watch(where: string, guard: Guarded): GradientWatch;
  /** Runs a step that may be refused, whose forward pass may change what is taken back then. */
  recordingChanges<T>(step: () => T): T;
}
