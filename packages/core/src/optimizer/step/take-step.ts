import { keep, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { execute } from '../../program/run/execute.js';
import type { StepScalars } from '../groups/compiled-rule.js';
import type { SharedState } from '../state/shared.js';
import type { BoundStep } from './bound-step.js';
import { type GivenTotal, Totals } from './totals.js';

type Values = Readonly<Record<string, Tensor>>;

/**
 * Moves parameters: each stage of their rules for all of them, since a total over all parameters is
 * known only when the stage before it is done. Nothing is read back.
 *
 * @param broadcasts 0-D tensors that rules read.
 * @param shared State that all parameters share. It is updated, and new tensors in it are kept.
 * @returns The totals. The caller disposes of them.
 */
export function takeStep(
  movers: readonly BoundStep[],
  broadcasts: Values,
  shared: SharedState,
): readonly GivenTotal[] {
  for (const bound of movers) {
    bound.begin(broadcasts);
    if (bound.compiled.shared.length > 0) bound.begin(shared.of(bound.part));
  }
  if (movers.some(({ compiled }) => compiled.asksOthers)) {
    return takeTogether(movers, broadcasts, shared);
  }
  // What the stages of one parameter leave is freed before those of the next begin.
  for (const bound of movers) bound.takeAlone();
  return [];
}

function takeTogether(
  movers: readonly BoundStep[],
  broadcasts: Values,
  shared: SharedState,
): readonly GivenTotal[] {
  // Totals are added in the order of the parameters, so that the order of gradients changes no bit.
  const inOrder = movers.toSorted((a, b) => a.parameter.index - b.parameter.index);
  const count = Math.max(...inOrder.map(({ stageCount }) => stageCount));
  const totals = new Totals();
  tidy(() => {
    for (let s = 0; s < count - 1; s++) {
      for (const bound of inOrder) totals.add(bound.part, bound.run(s, totals.of(bound.part)));
      totals.join();
    }
    // Shared numbers are read by all and written once, after the last has read them.
    for (const bound of inOrder) bound.finish(totals.of(bound.part));
    for (const part of new Set(inOrder.map((bound) => bound.part))) {
      const first = inOrder.find((bound) => bound.part === part) as BoundStep;
      updateShared(first, shared.of(part), { ...broadcasts, ...totals.of(part) });
    }
  });
  return totals.all;
}

function updateShared(
  { compiled, numbers }: BoundStep,
  shared: Record<string, Tensor>,
  others: Values,
): void {
  const program = compiled.stages.shared;
  if (program === undefined) return;
  const outputs = execute(program, {
    tensors: { ...others, ...shared },
    scalars: (numbers as StepScalars).scalars,
    owned: Object.keys(shared),
    shape: [],
  });
  for (const [name, made] of Object.entries(outputs)) {
    shared[name]?.dispose();
    shared[name] = keep(made);
  }
}
