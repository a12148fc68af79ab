import { tidy } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import { checkDevice } from '../../program/run/registry.js';
import type { Slot } from '../../transform/slot.js';
import { checkGradients, type Gradients } from '../gradients/gradient.js';
import type { GradientNorm } from '../gradients/gradient-norm.js';
import type { GuardOptions } from '../gradients/guard.js';
import type { GradientWatch } from '../gradients/verdict.js';
import { type Matched, match, release } from '../groups/matching.js';
import type { Parameter } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import type { LoadedState } from '../state/saved-state.js';
import type { SharedState } from '../state/shared.js';
import { claim } from '../state/waiting.js';
import { Bindings } from './bindings.js';
import type { Accumulating, BeginAccumulating, Change, Steps } from './change.js';
import type { ChangeKind } from './change-kind.js';
import { type Prepared, prepare } from './prepare.js';
import { type StepStaging, sharingOf } from './step-staging.js';
import { takeStep } from './take-step.js';

/**
 * The steps of an optimizer. What waits for a step, judges its gradients or takes it back comes with the options that
 * ask for it.
 */
export class Stepping implements Steps {
  readonly roster: Roster;
  /** Of the gradients of the last step. */
  norm: GradientNorm | undefined;
  readonly #watch: GradientWatch | undefined;
  readonly #accumulation: Accumulating | undefined;
  /** Micro-batches of a step. */
  readonly #size: number;
  readonly #step: Change;
  /** State that all parameters share, once a rule has any. */
  #shared: SharedState | undefined;
  readonly #count: (by: 1 | -1) => void;
  #isDisposed = false;

  /** @param count Is called with 1 at each step, and with −1 when it is undone. */
  constructor(
    { nonFinite, accumulate, ...others }: GuardOptions,
    roster: Roster,
    count: (by: 1 | -1) => void,
  ) {
    this.roster = roster;
    this.#count = count;
    this.#step = this.changeBy({ ruleOf: (rule) => rule, ahead: 1, behind: 0 });
    this.#watch = nonFinite?.watch(roster.name, others);
    this.#size = accumulate?.size ?? 1;
    this.#accumulation = (accumulate?.begin as BeginAccumulating | undefined)?.(this);
  }

  changeBy(kind: ChangeKind): Change {
    return { ...kind, bindings: new Bindings((staging) => this.#sharedBy(staging)) };
  }

  /** Throws when the optimizer was disposed of, or the device has lost its state. */
  check(): void {
    checkDevice();
    if (!this.#isDisposed) return;
    throw new StateError(
      `${this.roster.name}.step: got a disposed optimizer, expected one in use.`,
    );
  }

  /** Takes a step, or lets the gradients of a micro-batch wait for it. */
  apply(gradients: Gradients): void {
    this.check();
    checkGradients(`${this.roster.name}.applyGradients`, gradients);
    if (this.#watch === undefined) this.#apply(gradients);
    else this.#watch.attempt(() => this.#apply(gradients));
  }

  #apply(gradients: Gradients): void {
    const matched = this.match(gradients);
    const { parameters } = matched;
    // A micro-batch without any gradient is none.
    if (parameters.length === 0) return;
    if (this.#accumulation !== undefined) this.#accumulation.take(matched);
    else this.withGradients(parameters, () => this.take(matched));
  }

  /** Takes a step by the mean of the gradients that wait, if any do. */
  flush(): void {
    this.check();
    this.#accumulation?.flush();
  }

  /** The parameter of each gradient. Those that loaded state waits for are taken in. */
  match(gradients: Gradients): Matched {
    const { parameters, added } = match(this.roster, gradients);
    if (added.length === 0) return { parameters, added };
    try {
      const strangers = claim(this.roster, added, true);
      this.roster.checkAdded(strangers);
      return { parameters, added: strangers };
    } catch (error) {
      release(parameters);
      throw error;
    }
  }

  /** Of a rule that is rowwise, sparse gradients are read as tensors, with the rows that they name. */
  withGradients(parameters: readonly Parameter[], use: () => void): void {
    try {
      if (this.roster.rows === undefined) use();
      else {
        tidy(() => {
          for (const one of parameters) one.group.settings.surroundings.rows?.name(one);
          use();
        });
      }
    } finally {
      release(parameters);
    }
  }

  prepare({ parameters, added }: Matched, change: Change, microBatches?: number) {
    for (const { group } of parameters) group.current = undefined;
    for (const { group } of parameters) {
      const step = Math.max(0, group.step - change.behind);
      group.current ??= group.settings.valuesAt(step, microBatches);
    }
    const verdict = this.#watch?.judge(parameters, microBatches);
    if (verdict === 'refused') return undefined;
    this.roster.enter(added);
    return prepare(parameters, verdict, change);
  }

  run(prepared: Prepared, { bindings }: Change): GradientNorm | undefined {
    const { verdict } = prepared;
    const broadcasts = verdict ? { refusal: verdict.refusal } : {};
    return takeStep(bindings.bind(prepared), broadcasts, this.#shared);
  }

  take(matched: Matched, microBatches = 1): Prepared | undefined {
    const prepared = this.prepare(matched, this.#step, microBatches);
    if (prepared === undefined) return undefined;
    const { verdict, parameters, numbers } = prepared;
    verdict?.remember(parameters);
    const norm = this.run(prepared, this.#step);
    this.norm?.dispose();
    this.norm = norm;
    for (let i = 0; i < parameters.length; i++) {
      const parameter = parameters[i] as Parameter;
      parameter.count((numbers[i] as Prepared['numbers'][number]).memory);
      const { group } = parameter;
      if (group.current !== undefined) group.step++;
      group.current = undefined;
    }
    this.#count(1);
    verdict?.whenRefused(() => {
      this.#count(-1);
      this.leave(matched.added);
    });
    this.end(verdict, true);
    return prepared;
  }

  end(verdict: Prepared['verdict'], isStep: boolean): void {
    this.#watch?.end(verdict, isStep);
  }

  leave(added: readonly Parameter[]): void {
    this.roster.leave(added);
    if (this.roster.withState.length === 0) this.#shared?.dispose();
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
    return { accumulated: this.#accumulation?.count ?? 0, shared: this.#shared?.tensors ?? {} };
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
    if (accumulated >= this.#size) {
      throw new StateError(
        `${where}: got ${accumulated} micro-batches that wait for a step, expected fewer than ${this.#size}. ` +
          'Make the optimizer with the option `accumulate` it was saved with.',
      );
    }
    const staging = sharingOf(where, shared, slots);
    return () => {
      const home = staging ? this.#sharedBy(staging) : this.#shared;
      home?.restore(shared);
      if (this.#accumulation !== undefined) this.#accumulation.count = accumulated;
      this.#watch?.forget();
    };
  }

  dispose(): void {
    this.#isDisposed = true;
    if (this.#accumulation !== undefined) this.#accumulation.count = 0;
    this.#shared?.dispose();
    this.#watch?.forget();
    this.norm?.dispose();
    this.norm = undefined;
  }
}
