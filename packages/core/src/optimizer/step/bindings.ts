import type { CompiledStep, StepOptions, StepScalars } from '../groups/compiled-rule.js';
import type { Parameter } from '../groups/parameter.js';
import { beginState } from '../state/begin-state.js';
import type { SharedState } from '../state/shared.js';
import { BoundStep } from './bound-step.js';
import type { Prepared } from './prepare.js';
import { type StepStaging, stagingOf } from './step-staging.js';

/** What one change is bound to, for each parameter: made at its first time, and anew where its programs or its state are others. */
export class Bindings {
  readonly #shared: (staging: StepStaging) => SharedState;
  readonly #bound = new WeakMap<Parameter, BoundStep>();

  /** @param shared The state that all parameters share, once a rule has any. */
  constructor(shared: (staging: StepStaging) => SharedState) {
    this.#shared = shared;
  }

  /** The bound steps of a prepared step, with its numbers. State that is missing is made. */
  bind({ parameters, compiled, numbers }: Prepared): BoundStep[] {
    const bound: BoundStep[] = [];
    let isBound = true;
    for (let i = 0; i < parameters.length; i++) {
      const one = this.#bound.get(parameters[i] as Parameter);
      if (one?.fits(compiled[i] as CompiledStep)) bound[i] = one;
      else isBound = false;
    }
    if (!isBound) this.#bindMissing(parameters, compiled, bound);
    for (let i = 0; i < bound.length; i++) {
      (bound[i] as BoundStep).numbers = numbers[i] as StepScalars;
    }
    return bound;
  }

  #bindMissing(
    parameters: readonly Parameter[],
    compiled: readonly CompiledStep[],
    bound: BoundStep[],
  ): void {
    const missing = parameters.flatMap((parameter, i) => (bound[i] ? [] : [{ parameter, i }]));
    const beginnings = missing.map(({ parameter, i }) => ({
      parameter,
      slots: (compiled[i] as CompiledStep).slots,
      options: (parameter.group.current as StepOptions).values,
    }));
    beginState(beginnings);
    missing.forEach(({ parameter, i }, k) => {
      const step = compiled[i] as CompiledStep;
      const { slots, options } = beginnings[k] as (typeof beginnings)[number];
      const staging = stagingOf(step);
      if (staging && step.shared.length > 0) {
        this.#shared(staging).begin(parameter.group.part, slots, options);
      }
      const one = staging?.bind(parameter, step) ?? new BoundStep(parameter, step);
      one.bindState();
      this.#bound.set(parameter, one);
      bound[i] = one;
    });
  }
}
