import {
  isEstimateDue,
  moveParameters,
  updateCurvature,
} from '@nadir/cli/training/further-updates';
import { otherName, ruleOf } from '@nadir/cli/training/optimizers';
import type { Transform } from '@nadir/core';
import { WeightAverage } from '@nadir/optim/averages';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Contender } from '../../state/contender.js';
import type { Course } from '../course/course.js';
import { readTogether } from '../course/host-values.js';
import type { Divergence, Reading, RunLog } from '../log/run-log.js';
import { clippedGradients } from '../measure/clipped-gradients.js';
import { firstNonFinite } from '../measure/non-finite.js';
import { normOf, sparsityOf } from '../measure/norms.js';
import type { ParameterInfo } from '../protocol.js';
import { clipOf, type Moving, makeOptimizer } from '../training/optimizer.js';
import { restore, type SavedState, type Snapshot, saved, take } from './snapshot.js';

/** What the last step knew, on the host: parameters one after the other, in their order. */
export interface LastStep {
  /** Gradients of the loss, before they were clipped. */
  readonly gradients: Float32Array;
  /** Parameters before the step. */
  readonly before: Float32Array;
  /** State of the optimizer before the step, where it was to be remembered. */
  readonly state?: SavedState;
}

/** How a race is run, as far as one racer has to know. */
export interface RacerTerms {
  readonly steps: number;
  readonly batch: number;
  /** Steps from one reading to the next. */
  readonly every: number;
  /** Parameters that penalties act on. */
  readonly include: 'weights' | 'all';
  /** Milliseconds since some moment. */
  readonly now: () => number;
}

/** One contender from one seed. */
export class Racer {
  readonly contender: Contender;
  readonly course: Course;
  readonly moving: Moving;
  readonly average: WeightAverage | undefined;
  readonly log: RunLog;
  readonly rule: Transform;
  /** Whether the state before each step is kept, so that it can be taken apart. */
  remembers = false;
  readonly #terms: RacerTerms;
  readonly #clip: Transform | undefined;
  #step = 0;
  #last: LastStep | undefined;
  #stopped = false;

  /** @throws {@link OptionError} when an option of the contender is out of range. */
  constructor(contender: Contender, course: Course, log: RunLog, terms: RacerTerms) {
    this.contender = contender;
    this.course = course;
    this.log = log;
    this.rule = ruleOf(contender.optimizer);
    this.#terms = terms;
    this.#clip = clipOf(contender);
    this.moving = makeOptimizer(contender, course.parameters, terms);
    this.average = averageOf(contender, course);
  }

  /** Steps taken. */
  get step(): number {
    return this.#step;
  }

  get last(): LastStep | undefined {
    return this.#last;
  }

  get batch(): number {
    return this.#terms.batch;
  }

  get steps(): number {
    return this.#terms.steps;
  }

  get include(): 'weights' | 'all' {
    return this.#terms.include;
  }

  /** Parameters as the page knows them. */
  get parameters(): readonly ParameterInfo[] {
    return this.course.parameters.map(([name, variable]) => ({
      name,
      shape: variable.shape,
      ...(!this.moving.moves(variable) && { movedBy: otherName }),
    }));
  }

  /** Names of parameters and how many elements each has, in their order. */
  get sizes(): readonly (readonly [name: string, size: number])[] {
    return this.course.parameters.map(([name, { size }]) => [name, size]);
  }

  /** Takes a step, unless a number was not finite. What is measured goes to the log. */
  async advance(): Promise<void> {
    if (this.#stopped) return;
    const { course, log } = this;
    const { optimizer, learningRate } = this.moving;
    const began = this.#terms.now();
    const { value, grads } = await course.gradients(optimizer, this.#step);
    const variables = course.parameters.map(([, variable]) => variable);
    const gradients = variables.map(({ name }) => grads[name] as Tensor);
    try {
      const all = await readTogether([value, ...gradients, ...variables]);
      const half = (all.length + 1) / 2;
      this.#last = { gradients: all.slice(1, half), before: all.slice(half) };
      const loss = all[0] as number;
      const divergence = this.#divergence(loss);
      if (divergence !== undefined) {
        this.#stopped = true;
        log.diverge(divergence);
        return;
      }
      if (this.remembers) {
        this.#last = { ...this.#last, state: await saved(optimizer.stateDict()) };
      }
      optimizer.applyGradients(grads);
      this.#estimate();
      if (this.#step >= this.contender.averageFrom) this.average?.update();
      this.#step++;
      const gradientNorm = normOf(this.#last.gradients);
      log.addStep(this.#step, {
        loss,
        gradientNorm,
        clippedNorm: this.#clip
          ? normOf(clippedGradients(this.#clip, course.parameters, this.#last.gradients))
          : gradientNorm,
        learningRate: learningRate?.(this.#step - 1) ?? Number.NaN,
        milliseconds: this.#terms.now() - began,
      });
    } finally {
      value.dispose();
      for (const gradient of gradients) gradient.dispose();
    }
    if (this.#step % this.#terms.every === 0 || this.#step === this.#terms.steps) await this.read();
  }

  /** Measures how good the parameters are now, for the log. What was measured before is not measured again. */
  async read(): Promise<void> {
    const { log } = this;
    if ((log.readings.at(-1)?.step ?? -1) >= this.#step) return;
    const weights = await this.weights();
    const measured = await this.evaluating(() => this.course.measure());
    const before = this.#step > 0 ? this.#last?.before : undefined;
    const reading: Reading = {
      step: this.#step,
      ...measured,
      weightNorm: normOf(weights),
      sparsity: sparsityOf(this.course.parameters, weights),
      ...(before && {
        updateRatio: normOf(weights.map((w, i) => w - (before[i] as number))) / normOf(before),
      }),
    };
    log.addReading(reading);
  }

  /** All parameters one after the other, as they are trained. */
  weights(): Promise<Float32Array> {
    return readTogether(this.course.parameters.map(([, variable]) => variable));
  }

  /** Calls `use` with the parameters where they are evaluated: averages, where the contender has them, unless `raw` is asked for. */
  async evaluating<T>(use: () => Promise<T>, raw = false): Promise<T> {
    const { course, average, rule } = this;
    const optimizer = this.moving.optimizer as never;
    const moves = !raw && this.#step > 0;
    course.train(false);
    if (moves) moveParameters(rule, optimizer, false);
    try {
      return moves && average !== undefined && average.count > 0
        ? await average.use(use)
        : await use();
    } finally {
      if (moves) moveParameters(rule, optimizer, true);
      course.train(true);
    }
  }

  snapshot(): Promise<Snapshot> {
    return take(this, this.#step);
  }

  /** Goes to a snapshot of this racer. */
  restore(snapshot: Snapshot): void {
    restore(this, snapshot);
    this.#step = snapshot.step;
    this.#stopped = false;
    this.#last = undefined;
  }

  dispose(): void {
    this.average?.dispose();
    this.moving.optimizer.dispose();
    this.course.dispose();
  }

  #estimate(): void {
    if (!isEstimateDue(this.rule, this.#step)) return;
    const curved = this.course.curved(this.#step);
    const draw = this.course.draw(this.#step);
    updateCurvature(this.rule, this.moving.optimizer as never, curved, draw);
  }

  /** What is not finite before the step that is under way: parameters, their loss, or its gradients. */
  #divergence(loss: number): Divergence | undefined {
    const { gradients, before } = this.#last as LastStep;
    const step = this.#step;
    const weight = firstNonFinite(this.sizes, before);
    if (weight !== undefined) return { step, what: 'weight', ...weight };
    if (!Number.isFinite(loss)) return { step, what: 'loss', tensor: '', value: loss };
    const gradient = firstNonFinite(this.sizes, gradients);
    return gradient && { step, what: 'gradient', ...gradient };
  }
}

/** The average of a contender, if it has one. */
function averageOf(
  { average, averageDecay }: Contender,
  { averaged }: Course,
): WeightAverage | undefined {
  if (average === 'none') return undefined;
  return average === 'swa'
    ? new WeightAverage([...averaged], { kind: 'swa' })
    : new WeightAverage([...averaged], { kind: 'ema', decay: averageDecay });
}
