import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { StateError, TensorError } from '../../errors.js';
import { checkDevice } from '../../program/run/registry.js';
import type { Slot } from '../../transform/slot.js';
import { accumulate } from '../../transforms/accumulate.js';
import type { Settle } from '../gradients/changes.js';
import { checkGradients, type Gradients } from '../gradients/gradient.js';
import type { GradientNorm } from '../gradients/gradient-norm.js';
import type { Guard } from '../gradients/guard.js';
import { type GradientWatch, whenKnown } from '../gradients/verdict.js';
import { type Matched, match, release } from '../groups/matching.js';
import type { Before, Parameter } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import type { LoadedState } from '../state/saved-state.js';
import type { SharedState } from '../state/shared.js';
import { allWithState, claim } from '../state/waiting.js';
import { Accumulation } from './accumulation.js';
import { Bindings } from './bindings.js';
import { countedGroups } from './counted-groups.js';
import { type Prepared, prepare, readsGradients } from './prepare.js';
import { type StepStaging, sharingOf } from './step-staging.js';
import { takeStep } from './take-step.js';

/** The steps of an optimizer: what one changes, and how it is undone where a device refuses it late. */
export class Stepping {
  /** Of the gradients of the last step. */
  norm: GradientNorm | undefined;
  readonly #name: string;
  readonly #guard: Guard;
  readonly #roster: Roster;
  readonly #watch: GradientWatch | undefined;
  readonly #accumulation: Accumulation;
  readonly #bindings = new Bindings((staging) => this.#sharedBy(staging));
  /** State that all parameters share, once a rule has any. */
  #shared: SharedState | undefined;
  readonly #count: (by: 1 | -1) => void;
  #isDisposed = false;

  /** @param count Is called with 1 at each step, and with −1 when it is undone. */
  constructor(name: string, guard: Guard, roster: Roster, count: (by: 1 | -1) => void) {
    this.#name = name;
    this.#guard = guard;
    this.#roster = roster;
    this.#watch = guard.nonFinite?.watch(name, guard.clip);
    this.#accumulation = new Accumulation(guard.accumulate);
    this.#count = count;
  }

  /** Throws when the optimizer was disposed of, or the device has lost its state. */
  check(): void {
    checkDevice();
    if (!this.#isDisposed) return;
    throw new StateError(`${this.#name}.step: got a disposed optimizer, expected one in use.`);
  }

  /** Takes a step, or lets the gradients of a micro-batch wait for it. */
  apply(gradients: Gradients): void {
    this.check();
    checkGradients(`${this.#name}.applyGradients`, gradients);
    const settle = this.#guard.nonFinite?.takeChanges();
    try {
      this.#apply(gradients, settle);
    } catch (error) {
      settle?.(true);
      throw error;
    }
  }

  /** @param settle Ends what the forward pass has changed, once it is known whether the step was refused. */
  #apply(gradients: Gradients, settle: Settle | undefined): void {
    const matched = this.#match(gradients);
    const { parameters } = matched;
    // A micro-batch without any gradient is none.
    if (parameters.length === 0) {
      settle?.(false);
      return;
    }
    const isStep = this.#accumulation.isComplete;
    const missing = isStep ? this.#accumulation.missing(this.#roster.groups) : [];
    parameters.push(...missing);
    this.#withGradients(parameters, missing, () => {
      if (isStep) this.#step(matched, settle);
      else this.#accumulate(matched, settle);
    });
  }

  /** Takes a step by the mean of the gradients that wait, if any do. */
  flush(): void {
    this.check();
    const { count } = this.#accumulation;
    if (count === 0) return;
    const parameters = this.#accumulation.missing(this.#roster.groups);
    this.#withGradients(parameters, parameters, () => {
      this.#step({ parameters, added: [] }, undefined, count);
    });
  }

  /** Makes a further update of the rule, by its name. */
  update(name: string, gradients: Gradients | undefined): void {
    this.check();
    const where = `${this.#name}.${name}`;
    if (gradients !== undefined) checkGradients(where, gradients);
    for (const { settings } of this.#roster.groups) settings.checkFurther(name);
    const matched = gradients
      ? this.#match(gradients)
      : { parameters: allWithState(where, this.#roster), added: [] };
    const { parameters } = matched;
    this.#withGradients(parameters, [], () => {
      const prepared = this.#prepare(matched, name);
      if (prepared === undefined) return;
      if (gradients === undefined && readsGradients(prepared)) {
        throw new TensorError(`${where}: got no gradients, expected one for each parameter.`);
      }
      this.#run(prepared, name)?.dispose();
    });
  }

  /** The parameter of each gradient. Those that loaded state waits for are taken in. */
  #match(gradients: Gradients): Matched {
    const { parameters, added } = match(this.#roster, gradients);
    if (added.length === 0) return { parameters, added };
    try {
      const strangers = claim(this.#roster, added, true);
      this.#roster.checkAdded(strangers);
      return { parameters, added: strangers };
    } catch (error) {
      release(parameters);
      throw error;
    }
  }

  /**
   * Lets `use` read the gradients of parameters: sparse ones as tensors, with the rows that are named. They are let go of afterwards.
   *
   * @param missing Those of the parameters that were given a gradient of zeros.
   */
  #withGradients(
    parameters: readonly Parameter[],
    missing: readonly Parameter[],
    use: () => void,
  ): void {
    const zeros = missing.map(({ grad }) => grad as Tensor);
    try {
      if (this.#roster.rows === undefined) use();
      else {
        tidy(() => {
          for (const one of parameters) one.group.settings.surroundings.rows?.name(one);
          use();
        });
      }
    } finally {
      release(parameters);
      dispose(zeros);
    }
  }

  /** @param microBatches Those whose gradients are added up, where they are fewer than `accumulate`. */
  #step(matched: Matched, settle: Settle | undefined, microBatches?: number): void {
    const { parameters, added } = matched;
    const prepared = this.#prepare(matched, undefined, microBatches);
    if (prepared === undefined) {
      settle?.(true);
      return;
    }
    const { verdict, numbers } = prepared;
    const before = verdict === 'admitted' ? [] : parameters.map((one) => one.before);
    const norm = this.#run(prepared);
    this.norm?.dispose();
    this.norm = norm;
    parameters.forEach((parameter, i) => {
      parameter.count((numbers[i] as Prepared['numbers'][number]).memory);
    });
    const groups = countedGroups(parameters);
    this.#count(1);
    const waitAgain = this.#accumulation.complete(parameters);
    whenKnown(verdict, (refused) => {
      settle?.(refused);
      if (refused) {
        waitAgain();
        parameters.forEach((parameter, i) => {
          parameter.takeBack(before[i] as Before);
        });
        for (const group of groups) group.step--;
        this.#count(-1);
        this.#leave(added);
      }
      this.#guard.lossScaler?.update(refused);
    });
  }

  /** Adds the gradients of a micro-batch to those that wait for the step. */
  #accumulate(matched: Matched, settle: Settle | undefined): void {
    const { parameters, added } = matched;
    const prepared = this.#prepare(matched, accumulate);
    if (prepared === undefined) {
      settle?.(true);
      return;
    }
    this.#run(prepared, accumulate)?.dispose();
    const forget = this.#accumulation.add(parameters);
    whenKnown(prepared.verdict, (refused) => {
      settle?.(refused);
      if (!refused) return;
      forget();
      this.#leave(added);
      this.#guard.lossScaler?.update(true);
    });
  }

  /** All that stands before a change; `undefined` where there is none to make, or gradients refuse it. */
  #prepare(
    { parameters, added }: Matched,
    further?: string,
    microBatches?: number,
  ): Prepared | undefined {
    if (parameters.length === 0) return undefined;
    // A further update has the numbers of the last step; gradients wait for the next one.
    const isOfLast = further !== undefined && further !== accumulate;
    for (const { group } of parameters) group.current = undefined;
    for (const { group } of parameters) {
      group.current ??= group.settings.valuesAt(
        Math.max(0, group.step - (isOfLast ? 1 : 0)),
        microBatches,
      );
    }
    const count = further === undefined ? (microBatches ?? this.#guard.accumulate) : undefined;
    const verdict = this.#watch?.judge(parameters, count) ?? 'admitted';
    if (verdict === 'refused') {
      this.#guard.lossScaler?.update(true);
      return undefined;
    }
    this.#roster.enter(added);
    return prepare(parameters, verdict, further);
  }

  #run(prepared: Prepared, further?: string) {
    const { verdict } = prepared;
    const bound = this.#bindings.bind(prepared, further);
    return takeStep(
      bound,
      verdict === 'admitted' ? {} : { refusal: verdict.refusal },
      this.#shared,
    );
  }

  /** Lets go what a refused step has taken in. */
  #leave(added: readonly Parameter[]): void {
    this.#roster.leave(added);
    if (this.#roster.withState.length === 0) this.#shared?.dispose();
  }

  #sharedBy(staging: StepStaging): SharedState {
    this.#shared ??= staging.share();
    return this.#shared;
  }

  /** Waits for the answers of the device. */
  async settled(): Promise<void> {
    await this.#watch?.settled();
  }

  /** What is saved beside the groups. */
  get state() {
    return { accumulated: this.#accumulation.count, shared: this.#shared?.tensors ?? {} };
  }

  /**
   * What goes on from saved state beside the groups.
   * @param slots State that the parameters of each part are going to share.
   * @throws {@link StateError} when it does not fit; then nothing has changed.
   */
  resume(
    where: string,
    { accumulated = 0, shared }: Pick<LoadedState, 'accumulated' | 'shared'>,
    slots: ReadonlyMap<number, readonly Slot[]>,
  ): () => void {
    this.#accumulation.check(where, accumulated);
    const staging = sharingOf(where, shared, slots);
    return () => {
      const home = staging ? this.#sharedBy(staging) : this.#shared;
      home?.restore(shared);
      this.#accumulation.count = accumulated;
      this.#watch?.forget();
    };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#accumulation.count = 0;
    this.#shared?.dispose();
    this.#watch?.forget();
    this.norm?.dispose();
    this.norm = undefined;
  }
}
