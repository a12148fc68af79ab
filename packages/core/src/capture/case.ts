import { engine, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import { letGo } from './buffers.js';
import { type Plan, planOf } from './plan.js';
import { Problem } from './problem.js';
import { Recorder } from './recorder.js';
import { Replay } from './replay.js';
import type { Pass, StepRecord } from './step-record.js';
import { takeApart } from './tensors-within.js';

/** How a step is replayed. */
export interface CaseOptions {
  /** Replays after which the step runs as it is and is compared with its plan. */
  readonly verifyEvery: number;
  readonly passes: readonly Pass[];
}

/** A step for inputs of some shapes: runs as usual, then is recorded twice, then is replayed. */
export class Case<Result extends TensorContainer> {
  readonly signature: string;
  readonly #backend = engine().backend;
  readonly #verifyEvery: number;
  readonly #passes: readonly Pass[];
  /** Whether the step has run once, and made what it makes only once. */
  #isWarm = false;
  /** The last record, which holds what its plan reads from outside. */
  #record: StepRecord | undefined;
  #plan: Plan | undefined;
  #replay: Replay | undefined;
  /** Puts tensors where the step returned them. */
  #assemble: ((tensors: readonly Tensor[]) => Result) | undefined;
  /** Replays since the plan was last compared with the step. */
  #replays = 0;
  /** Records in a row that differed from the one before. */
  #differences = 0;

  constructor(signature: string, { verifyEvery, passes }: CaseOptions) {
    this.signature = signature;
    this.#verifyEvery = verifyEvery;
    this.#passes = passes;
  }

  get plan(): Plan | undefined {
    return this.#plan;
  }

  /** Whether the next call is replayed. */
  get replays(): boolean {
    return this.#replay !== undefined && this.#replays < this.#verifyEvery;
  }

  /** Whether the step has changed from call to call too often to be captured. */
  get isUnsteady(): boolean {
    return this.#differences > 1;
  }

  /** Whether it is meant for inputs of a signature, as things are now. */
  fits(signature: string): boolean {
    if (signature !== this.signature || this.#backend !== engine().backend) return false;
    return this.#record?.guards.every((holds) => holds()) ?? true;
  }

  replay(inputs: readonly Tensor[]): Result {
    this.#replays++;
    const [replay, assemble] = [this.#replay, this.#assemble];
    return (assemble as NonNullable<typeof assemble>)((replay as Replay).run(inputs));
  }

  /** Lets the next call be compared with the plan, where it was replayed so often since the last time. */
  verify(replays: number): void {
    if (this.#replays >= replays) this.#replays = this.#verifyEvery;
  }

  /**
   * Runs the step as it is, and writes down what it does.
   * @param report Is told of what cannot be captured.
   */
  prepare(
    inputs: readonly Tensor[],
    step: () => Result,
    report: (problem: Problem) => void,
  ): Result {
    if (!this.#isWarm) {
      const result = step();
      this.#isWarm = true;
      return result;
    }
    let differs = false;
    const told = (problem: Problem) => {
      differs ||= problem.isDifference;
      report(problem);
    };
    const recorder = new Recorder(inputs, this.#record, told, this.#plan === undefined);
    try {
      const result = recorder.run(step);
      const parts = takeApart(result);
      if (!parts.isWhole) {
        report(new Problem('a step that returns more than tensors', 'Return tensors, or nothing.'));
      }
      this.#take(recorder.finish(parts.tensors), parts.with, differs);
      return result;
    } catch (error) {
      recorder.dispose();
      throw error;
    }
  }

  dispose(): void {
    if (this.#record) letGo(this.#record);
    this.#record = undefined;
    this.#plan = undefined;
    this.#replay = undefined;
  }

  #take(
    record: StepRecord,
    assemble: (tensors: readonly Tensor[]) => Result,
    differs: boolean,
  ): void {
    const isRepeated = this.#record !== undefined && !differs;
    this.#differences = differs ? this.#differences + 1 : 0;
    this.#replays = 0;
    if (isRepeated && this.#plan !== undefined) {
      letGo(record);
      return;
    }
    this.dispose();
    this.#record = record;
    if (!isRepeated) return;
    this.#plan = planOf(record, engine().backendName, this.#passes);
    this.#replay = new Replay(this.#plan, this.#backend);
    this.#assemble = assemble;
  }
}
