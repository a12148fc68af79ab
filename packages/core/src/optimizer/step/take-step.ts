import type { GradientNorm } from '../gradients/gradient-norm.js';
import type { SharedState } from '../state/shared.js';
import { BoundStep, type Values } from './bound-step.js';
import { stagingOf } from './step-staging.js';

/**
 * Moves parameters. Nothing is read back.
 *
 * @param broadcasts 0-D tensors that rules read.
 * @param shared State that all parameters share, if there is any. It is updated, and new tensors in it are kept.
 * @returns The norm of the gradients where a rule asks for it. The caller disposes of it.
 */
export function takeStep(
  movers: readonly BoundStep[],
  broadcasts: Values,
  shared: SharedState | undefined,
): GradientNorm | undefined {
  for (const bound of movers) {
    bound.begin(broadcasts);
    if (shared && bound.compiled.shared.length > 0) bound.begin(shared.of(bound.part));
  }
  const asking = movers.find(({ compiled }) => compiled.asksOthers);
  const staging = asking && stagingOf(asking.compiled);
  if (staging !== undefined) return staging.takeTogether(movers, broadcasts, shared);
  BoundStep.takeAll(movers);
  return undefined;
}
