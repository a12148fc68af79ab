import type { CompiledStep, StepOptions, StepScalars } from '../groups/compiled-rule.js';
import type { Parameter } from '../groups/parameter.js';
import { beginState } from '../state/begin-state.js';
import type { SharedState } from '../state/shared.js';
import { BoundStep } from './bound-step.js';
import type { Prepared } from './prepare.js';
import { type StepStaging, stagingOf } from './step-staging.js';

/** The bound step of each parameter: made at its first step, and anew where its programs or its state are others. */
export class Bindings {
  readonly #shared: (staging: StepStaging) => SharedState;
  /** Of steps, and of further updates by their names. */
  readonly #bound = new Map<string | undefined, WeakMap<Parameter, BoundStep>>();

  /** @param shared The state that all parameters share, once a rule has any. */
  constructor(shared: (staging: StepStaging) => SharedState) {
    this.#shared = shared;
  }

  /** The bound steps of a prepared step, with its numbers. State that is missing is made. */
  bind({ parameters, compiled, numbers }: Prepared, further: string | undefined): BoundStep[] {
    const known = this.#known(further);
    const bound: BoundStep[] = [];
    let isBound = true;
    for (let i = 0; i < parameters.length; i++) {
      const one = known.get(parameters[i] as Parameter);
      if (one?.fits(compiled[i] as CompiledStep)) bound[i] = one;
      else isBound = false;
    }
    if (!isBound) this.#bindMissing(parameters, compiled, known, bound);
    for (let i = 0; i < bound.length; i++) {
      (bound[i] as BoundStep).numbers = numbers[i] as StepScalars;
    }
    return bound;
  }

  #known(further: string | undefined): WeakMap<Parameter, BoundStep> {
    let known = this.#bound.get(further);
    if (known === undefined) {
      known = new WeakMap();
      this.#bound.set(further, known);
    }
    return known;
  }

  #bindMissing(
    parameters: readonly Parameter[],
    compiled: readonly CompiledStep[],
    known: WeakMap<Parameter, BoundStep>,
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
      known.set(parameter, one);
      bound[i] = one;
    });
  }
}
