import { keep, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { execute } from '../../program/run/execute.js';
import { GradientNorm } from '../gradients/gradient-norm.js';
import type { StepScalars } from '../groups/compiled-rule.js';
import type { SharedState } from '../state/shared.js';
import type { BoundStep, Values } from './bound-step.js';
import { Totals } from './totals.js';

/**
 * Moves parameters that ask each other for numbers. Nothing is read back.
 * @returns The norm of their gradients where a rule asks for it. The caller disposes of it.
 */
export function takeTogether(
  movers: readonly BoundStep[],
  broadcasts: Values,
  shared: SharedState | undefined,
): GradientNorm | undefined {
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
      updateShared(first, shared?.of(part) ?? {}, { ...broadcasts, ...totals.of(part) });
    }
  });
  return GradientNorm.among(totals.all);
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
