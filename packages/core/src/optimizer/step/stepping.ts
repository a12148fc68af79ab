import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { StateError, TensorError } from '../../errors.js';
import { checkDevice } from '../../program/run/registry.js';
import type { Lookups } from '../../sparse/lookup.js';
import type { Slot } from '../../transform/slot.js';
import { accumulate } from '../../transforms/accumulate.js';
import { checkGradients, type Gradients } from '../gradients/gradient.js';
import { GradientNorm } from '../gradients/gradient-norm.js';
import type { Guard } from '../gradients/guard.js';
import { FiniteCheck, whenKnown } from '../gradients/non-finite.js';
import type { Before, Group, Parameter } from '../groups/parameter.js';
import { type Matched, type Roster, release } from '../groups/roster.js';
import type { Settings } from '../groups/settings.js';
import { PendingState } from '../state/pending.js';
import { restore, type Target } from '../state/restore.js';
import type { DecodedState } from '../state/saved-state.js';
import { SharedState } from '../state/shared.js';
import { Accumulation } from './accumulation.js';
import { Bindings } from './bindings.js';
import { type Prepared, prepare, readsGradients } from './prepare.js';
import { withRows } from './rows.js';
import { takeStep } from './take-step.js';

/** The steps of an optimizer: what one changes, and how it is undone where a device refuses it late. */
export class Stepping {
  readonly norm = new GradientNorm();
  readonly #name: string;
  readonly #guard: Guard;
  readonly #roster: Roster;
  readonly #finite: FiniteCheck;
  readonly #accumulation: Accumulation;
  readonly #shared = new SharedState();
  readonly #pending = new PendingState();
  readonly #bindings = new Bindings(this.#shared);
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
    checkDevice();
    checkGradients(`${this.#name}.applyGradients`, gradients);
    const matched = this.#roster.match(gradients);
    const { parameters } = matched;
    // A micro-batch without any gradient is none.
    if (parameters.length === 0) return;
    const isStep = this.#accumulation.isComplete;
    const missing = isStep ? this.#accumulation.missing(this.#roster.groups) : [];
    const zeros = missing.map(({ grad }) => grad as Tensor);
    parameters.push(...missing);
    const take = () => (isStep ? this.#step(matched) : this.#accumulate(matched));
    try {
      if (this.#roster.rowwise) withRows(parameters, lookups, take);
      else take();
    } finally {
      release(parameters);
      dispose(zeros);
    }
  }

  /** Makes a further update of the rule, by its name. */
  update(name: string, gradients: Gradients | undefined): void {
    checkDevice();
    const where = `${this.#name}.${name}`;
    if (gradients !== undefined) checkGradients(where, gradients);
    for (const { settings } of this.#roster.groups) settings.checkFurther(name);
    const matched = gradients === undefined ? this.#all(where) : this.#roster.match(gradients);
    const { parameters } = matched;
    const update = () => {
      const prepared = this.#prepare(matched, name);
      if (prepared === undefined) return;
      if (gradients === undefined && readsGradients(prepared)) {
        throw new TensorError(`${where}: got no gradients, expected one for each parameter.`);
      }
      this.#run(prepared, name);
    };
    try {
      if (this.#roster.rowwise) withRows(parameters, undefined, update);
      else update();
    } finally {
      release(parameters);
    }
  }

  #step(matched: Matched): void {
    const { parameters, added } = matched;
    const prepared = this.#prepare(matched);
    if (prepared === undefined) return;
    const { verdict, numbers } = prepared;
    const before = verdict === 'admitted' ? [] : parameters.map((one) => one.before);
    this.norm.keep(this.#run(prepared));
    parameters.forEach((parameter, i) => {
      parameter.count((numbers[i] as Prepared['numbers'][number]).memory);
    });
    const groups = countedGroups(parameters);
    this.#count(1);
    const waitAgain = this.#accumulation.complete(parameters);
    whenKnown(verdict, (refused) => {
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
  #accumulate(matched: Matched): void {
    const { parameters, added } = matched;
    const prepared = this.#prepare(matched, accumulate);
    if (prepared === undefined) return;
    for (const { value } of this.#run(prepared, accumulate)) value.dispose();
    const forget = this.#accumulation.add(parameters);
    whenKnown(prepared.verdict, (refused) => {
      if (!refused) return;
      forget();
      this.#leave(added);
      this.#guard.lossScaler?.update(true);
    });
  }

  /** All that stands before a change; `undefined` where there is none to make, or gradients refuse it. */
  #prepare({ parameters, added }: Matched, further?: string): Prepared | undefined {
    if (parameters.length === 0) return undefined;
    // A further update has the numbers of the last step; gradients wait for the next one.
    const isOfLast = further !== undefined && further !== accumulate;
    for (const { group } of parameters) group.current = undefined;
    for (const { group } of parameters) {
      group.current ??= group.settings.valuesAt(Math.max(0, group.step - (isOfLast ? 1 : 0)));
    }
    const verdict = this.#finite.judge(parameters);
    if (verdict === 'refused') {
      this.#guard.lossScaler?.update(true);
      return undefined;
    }
    this.#enter(added);
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

  /** All parameters that have state, for what needs no gradients. */
  #all(where: string): Matched {
    if (this.#pending.waits) {
      throw new StateError(
        `${where}: got state whose parameters are not known yet, expected them. Take a step first, or ` +
          'make the optimizer with its parameters before loading.',
      );
    }
    return { parameters: [...this.#roster.withState], added: [] };
  }

  /** Takes in parameters that are new to their open group, with the state that waits for them. */
  #enter(added: readonly Parameter[]): void {
    if (added.length === 0) return;
    if (this.#pending.waits) {
      const all = this.#roster.groups.flatMap((group) => [
        ...group.parameters,
        ...added.filter((one) => one.group === group),
      ]);
      const targets = all.map((one) => targetOf(one, one.group.settings));
      this.#pending.restore(`${this.#name}.step`, targets);
    }
    this.#roster.enter(added);
  }

  /** Lets go what a refused step has taken in. */
  #leave(added: readonly Parameter[]): void {
    this.#roster.leave(added);
    if (this.#roster.withState.length === 0) this.#shared.dispose();
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
   * Goes on from a saved state: now or, in an open optimizer without parameters, once these are known.
   * @param settings What the groups are going to be set to.
   * @throws {@link StateError} when it does not fit; then nothing has changed.
   */
  restore(
    where: string,
    { accumulated, parameters, shared }: DecodedState,
    settings: readonly Settings[],
  ): void {
    this.#accumulation.check(where, accumulated);
    const { groups, isOpen } = this.#roster;
    const slotsOf = new Map<number, readonly Slot[]>();
    groups.forEach(({ part }, i) => {
      if (!slotsOf.has(part)) slotsOf.set(part, (settings[i] as Settings).sharedSlots());
    });
    SharedState.check(where, shared, slotsOf);
    const targets = groups.flatMap((group, i) =>
      group.parameters.map((one) => targetOf(one, settings[i] as Settings)),
    );
    if (isOpen && targets.length === 0) this.#pending.hold(parameters);
    else restore(where, parameters, targets);
    this.#shared.restore(shared);
    this.#accumulation.count = accumulated;
    this.#finite.forget();
  }

  dispose(): void {
    this.#accumulation.count = 0;
    this.#pending.dispose();
    this.#shared.dispose();
    this.#finite.forget();
    this.norm.dispose();
  }
}

const targetOf = (parameter: Parameter, settings: Settings): Target => ({
  parameter,
  slots: settings.slotsFor(parameter.variable),
});

/** Counts a step for each group whose parameters have moved. */
function countedGroups(parameters: readonly Parameter[]): readonly Group[] {
  const counted: Group[] = [];
  for (const { group } of parameters) {
    if (group.current === undefined) continue;
    group.current = undefined;
    group.step++;
    counted.push(group);
  }
  return counted;
}
