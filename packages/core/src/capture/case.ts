import { engine, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import { letGo } from './buffers.js';
import { type Plan, planOf } from './plan.js';
import { Problem } from './problem.js';
import { Recorder } from './recorder.js';
import { Replay } from './replay.js';
import type { StepRecord } from './step-record.js';
import { takeApart } from './tensors-within.js';

/** A step for inputs of some shapes: runs as usual, then is recorded twice, then is replayed. */
export class Case<Result extends TensorContainer> {
  readonly signature: string;
  readonly #backend = engine().backend;
  /** Whether the step has run once, and made what it makes only once. */
  #isWarm = false;
  #record: StepRecord | undefined;
  #plan: Plan | undefined;
  #replay: Replay | undefined;
  /** Puts tensors where the step returned them. */
  #assemble: ((tensors: readonly Tensor[]) => Result) | undefined;

  constructor(signature: string) {
    this.signature = signature;
  }

  get plan(): Plan | undefined {
    return this.#plan;
  }

  /** Whether calls are replayed from now on. */
  get replays(): boolean {
    return this.#replay !== undefined;
  }

  /** Whether it is meant for inputs of a signature, as things are now. */
  fits(signature: string): boolean {
    if (signature !== this.signature || this.#backend !== engine().backend) return false;
    const { guards = [] } = this.#plan ?? this.#record ?? {};
    return guards.every((holds) => holds());
  }

  replay(inputs: readonly Tensor[]): Result {
    const [replay, assemble] = [this.#replay, this.#assemble];
    return (assemble as NonNullable<typeof assemble>)((replay as Replay).run(inputs));
  }

  /** @param report Is told of what cannot be captured. */
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
    const recorder = new Recorder(inputs, this.#record, report);
    try {
      const result = recorder.run(step);
      const parts = takeApart(result);
      if (!parts.isWhole) {
        report(new Problem('a step that returns more than tensors', 'Return tensors, or nothing.'));
      }
      const record = recorder.finish(parts.tensors);
      const isSecond = this.#record !== undefined;
      this.#forgetRecord();
      if (isSecond) this.#begin(record, parts.with);
      else this.#record = record;
      return result;
    } catch (error) {
      recorder.dispose();
      throw error;
    }
  }

  dispose(): void {
    this.#forgetRecord();
    if (this.#plan) letGo(this.#plan);
    this.#plan = undefined;
    this.#replay = undefined;
  }

  #begin(record: StepRecord, assemble: (tensors: readonly Tensor[]) => Result): void {
    this.#plan = planOf(record, engine().backendName);
    this.#replay = new Replay(this.#plan, this.#backend);
    this.#assemble = assemble;
  }

  #forgetRecord(): void {
    if (this.#record) letGo(this.#record);
    this.#record = undefined;
  }
}
