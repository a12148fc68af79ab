import type { StepNumbers } from '../../program/tensor-op.js';

/** A parameter whose step may be taken back. */
export interface Stepped {
  t: number;
  memory: StepNumbers | undefined;
  readonly hasState: boolean;
  readonly group: { step: number };
  reset(): void;
}

/** Remembers parameters before a step. @returns What takes the step back, which has changed nothing on the device. */
export function takingBack(parameters: readonly Stepped[]): () => void {
  const before = parameters.map(({ t, memory, hasState }) => ({
    memory,
    isNew: t === 0 && !hasState,
  }));
  const groups = new Set(parameters.map(({ group }) => group));
  return () => {
    parameters.forEach((parameter, i) => {
      const { memory, isNew } = before[i] as (typeof before)[number];
      parameter.t--;
      parameter.memory = memory;
      // A step that was taken before the answer was there has made the state its own.
      if (isNew && parameter.t === 0) parameter.reset();
    });
    for (const group of groups) group.step--;
  };
}
