import type { Tensor } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { Slot } from '../../transform/slot.js';
import type { Staging } from '../../transform/stages.js';
import type { GradientNorm } from '../gradients/gradient-norm.js';
import type { CompiledStep } from '../groups/compiled-rule.js';
import type { Parameter } from '../groups/parameter.js';
import type { SharedState } from '../state/shared.js';
import type { BoundStep } from './bound-step.js';

/** How an optimizer runs rules that take several programs. */
export interface StepStaging extends Staging {
  /** Keeps the state that all parameters of an optimizer share. */
  share(): SharedState;
  /** Fails unless saved tensors are for each part those of the slots that its parameters share, or none. */
  checkShared(
    where: string,
    saved: Readonly<Record<string, Tensor>>,
    slotsOf: ReadonlyMap<number, readonly Slot[]>,
  ): void;
  /** The stages of a step bound to one parameter. */
  bind(parameter: Parameter, compiled: CompiledStep): BoundStep;
  /**
   * Takes a step in which parameters ask each other for numbers: each stage of their rules for all of them, since a total
   * is known only when the stage before it is done.
   * @returns The norm of their gradients where one of them asks for it.
   */
  takeTogether(
    movers: readonly BoundStep[],
    broadcasts: Readonly<Record<string, Tensor>>,
    shared: SharedState | undefined,
  ): GradientNorm | undefined;
}

/**
 * What keeps the state of slots that all parameters share; `undefined` where there are none.
 * @throws {@link StateError} when saved tensors are not those of the slots.
 */
export function sharingOf(
  where: string,
  saved: Readonly<Record<string, Tensor>>,
  slotsOf: ReadonlyMap<number, readonly Slot[]>,
): StepStaging | undefined {
  const sharing = [...slotsOf.values()].flat().find((slot) => slot.staging);
  const staging = sharing?.staging as StepStaging | undefined;
  staging?.checkShared(where, saved, slotsOf);
  const [stray] = Object.keys(saved);
  if (staging === undefined && stray !== undefined) {
    throw new StateError(`${where}: got "${stray}" for all parameters together, expected nothing.`);
  }
  return staging;
}

/** What runs a compiled step; `undefined` for one program. */
export const stagingOf = ({ stages }: CompiledStep): StepStaging | undefined =>
  stages.staging as StepStaging | undefined;
