import { dispose } from '@tensorflow/tfjs-core';
import { TensorError } from '../errors.js';
import type { Lookups } from '../sparse/lookup.js';
import type { Slot } from '../transform/slot.js';
import { accumulate } from '../transforms/accumulate.js';
import { Accumulation, withWaiting } from './accumulation.js';
import type { Gradients } from './gradient.js';
import { GradientNorm } from './gradient-norm.js';
import type { Guard } from './guard.js';
import { FiniteCheck, whenKnown } from './non-finite.js';
import type { Before } from './parameter.js';
import { groupsOf, type PrepareCall, prepare, readsGradients, run } from './prepare.js';
import type { Plan, Roster } from './roster.js';
import { type DensePlan, withTensors } from './rows.js';
import type { Settings } from './settings.js';
import { SharedState } from './shared.js';
import type { DecodedState } from './state-dict.js';

/** The steps of an optimizer: what one changes, and how it is undone where a device refuses it late. */
export class Stepping {
  readonly norm = new GradientNorm();
  readonly #name: string;
  readonly #guard: Guard;
  readonly #roster: Roster;
  readonly #finite: FiniteCheck;
  readonly #accumulation: Accumulation;
  readonly #shared = new SharedState();
  readonly #count: (by: 1 | -1) => void;

  /** @param count Is called with 1 at each step, and with −1 when it is undone. */
  constructor(name: string, guard: Guard, roster: Roster, count: (by: 1 | -1) => void) {
    this.#name = name;
    this.#guard = guard;
    this.#roster = roster;
    this.#finite = new FiniteCheck(name, guard.nonFinite);
    this.#accumulation = new Accumulation(guard.accumulate);
    this.#count = count;
  }

  /** Takes a step, or lets the gradients of a micro-batch wait for it. */
  apply(gradients: Gradients, lookups: Lookups | undefined): void {
    const plan = this.#roster.plan(gradients);
    const apply = (given: Plan, use: (dense: DensePlan) => void) =>
      withTensors(given, lookups, use);
    if (!this.#accumulation.isComplete) {
      apply(plan, (dense) => this.#accumulate(dense));
      return;
    }
    const { plan: whole, made } = withWaiting(plan, this.#roster);
    try {
      // A micro-batch without any gradient is none.
      if (plan.moves.length > 0) apply(whole, (dense) => this.#step(dense));
    } finally {
      dispose(made);
    }
  }

  /** Makes a further update of the rule, by its name. */
  update(name: string, gradients: Gradients | undefined): void {
    const where = `${this.#name}.${name}`;
    for (const { settings } of this.#roster.groups) settings.checkFurther(name);
    const isFree = gradients === undefined;
    const plan = isFree ? this.#roster.planWithout(where) : this.#roster.plan(gradients);
    withTensors(plan, undefined, (dense) => {
      const prepared = this.#prepare(dense, ({ step }) => Math.max(0, step - 1), name);
      if (typeof prepared === 'string') return;
      if (isFree && readsGradients(prepared)) {
        throw new TensorError(`${where}: got no gradients, expected one for each parameter.`);
      }
      for (const { value } of run(prepared, this.#shared)) value.dispose();
    });
  }

  #step(plan: DensePlan): void {
    const prepared = this.#prepare(plan, ({ step }) => step);
    if (prepared === 'refused') this.#guard.lossScaler?.update(true);
    if (typeof prepared === 'string') return;
    const { verdict, movers } = prepared;
    const before = movers.map(({ parameter }) => parameter.before);
    this.norm.keep(run(prepared, this.#shared));
    for (const { parameter, memory } of movers) parameter.count(memory);
    for (const group of groupsOf(plan)) group.step++;
    this.#count(1);
    const waitAgain = this.#accumulation.complete(plan);
    whenKnown(verdict, (refused) => {
      if (refused) {
        waitAgain();
        this.#takeBack(plan, before);
      }
      this.#guard.lossScaler?.update(refused);
    });
  }

  /** Adds the gradients of a micro-batch to those that wait for the step. */
  #accumulate(plan: DensePlan): void {
    const prepared = this.#prepare(plan, ({ step }) => step, accumulate);
    if (prepared === 'refused') this.#guard.lossScaler?.update(true);
    if (typeof prepared === 'string') return;
    for (const { value } of run(prepared, this.#shared)) value.dispose();
    const forget = this.#accumulation.add(plan);
    whenKnown(prepared.verdict, (refused) => {
      if (!refused) return;
      forget();
      this.#leave(plan);
      this.#guard.lossScaler?.update(true);
    });
  }

  #prepare(plan: DensePlan, stepOf: PrepareCall['stepOf'], further?: string) {
    return prepare({ plan, stepOf, further, roster: this.#roster, finite: this.#finite });
  }

  /** Undoes the counts of a step that the device has refused; it has changed nothing else. */
  #takeBack(plan: Plan, before: readonly Before[]): void {
    plan.moves.forEach(({ parameter }, i) => {
      parameter.takeBack(before[i] as Before);
    });
    for (const group of groupsOf(plan)) group.step--;
    this.#count(-1);
    this.#leave(plan);
  }

  /** Lets go what a refused step has taken in. */
  #leave(plan: Plan): void {
    this.#roster.leave(plan);
    if (!this.#roster.hasState) this.#shared.dispose();
  }

  /** Waits for the answers of the device. */
  settled(): Promise<void> {
    return this.#finite.settled();
  }

  /** What is saved beside the groups. */
  get state() {
    return { accumulated: this.#accumulation.count, shared: this.#shared.tensors };
  }

  /**
   * Goes on from a saved state.
   * @throws {@link StateError} when it does not fit; then nothing has changed.
   */
  restore(
    where: string,
    { accumulated, parameters, shared }: DecodedState,
    settings: readonly Settings[],
  ): void {
    this.#accumulation.check(where, accumulated);
    const slotsOf = new Map<number, readonly Slot[]>();
    this.#roster.groups.forEach(({ part }, i) => {
      if (!slotsOf.has(part)) slotsOf.set(part, (settings[i] as Settings).sharedSlots());
    });
    SharedState.check(where, shared, slotsOf);
    this.#roster.restore(where, parameters, settings);
    this.#shared.restore(shared);
    this.#accumulation.count = accumulated;
    this.#finite.forget();
  }

  dispose(): void {
    this.#accumulation.count = 0;
    this.#shared.dispose();
    this.#finite.forget();
    this.norm.dispose();
  }
}
