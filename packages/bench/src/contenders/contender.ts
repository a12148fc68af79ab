import type { Task } from '../tasks/task.js';
import type { StepCounts } from '../worker/work.js';

/** Something that takes steps of a task and can be timed at it. */
export interface Contender {
  readonly name: string;
  /** What one step computes. Contenders of the same rule, `none` apart, must arrive at the same numbers. */
  readonly rule: 'AdamW' | 'Adam' | 'none';
  /** TensorFlow.js backend that it runs on. */
  readonly backend?: string;
  /** What others are compared with: the traffic alone, TensorFlow.js on the same backend, PyTorch. */
  readonly reference?: 'limit' | 'tfjs' | 'torch';
  /** Makes parameters of its own, with the values of `values.ts`, and all else that the task needs. */
  prepare(task: Task): void | Promise<void>;
  /** Takes steps and returns how many milliseconds they took together. */
  steps(count: number): number | Promise<number>;
  /** Numbers to compare with those of others: parameters as they are now, or losses so far. */
  read(stride: number): number[] | Promise<number[]>;
  /** What one step does, the same on every machine. Left out: nobody can tell. */
  count?(): Promise<StepCounts>;
  /** Frees what {@link prepare} made. */
  dispose(): void | Promise<void>;
}

/** Runs `step` some times and returns the milliseconds. */
export function timeSteps(count: number, step: () => void): number {
  const before = performance.now();
  for (let i = 0; i < count; i++) step();
  return performance.now() - before;
}
