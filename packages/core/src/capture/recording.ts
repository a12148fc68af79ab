import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Program } from '../program/trace.js';
import type { RandomDraw } from '../random/streams.js';

/** An integer of the host that counts, such as a `HostInteger`. */
export interface Counter {
  value: number;
}

/** The counters of a random draw that is made anew in each step. */
export type DrawCounters = Readonly<Record<keyof RandomDraw, Counter>>;

/** Tensors of a program that runs, by name, and what it is told beside them. */
export interface ProgramRun {
  readonly program: Program;
  readonly shape: readonly number[];
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** Values of the program's scalars, then of its integers. */
  readonly numbers: readonly number[];
}

/** Somebody who writes down what a step does, and is told what kernels alone do not show. */
export interface Recording {
  /** Runs code of the host, which is going to run again in each replay. */
  effect<Inputs>(name: string, inputs: Inputs, run: (inputs: Inputs) => void): void;
  /** Runs an action between a beginning and its end, which replays have too. `begin` returns what ends it. */
  scope<T>(name: string, begin: () => () => void, action: () => T): T;
  /** Runs a program that makes new tensors. */
  program<Outputs>(run: ProgramRun, action: () => Outputs): Outputs;
  /** A number that is read anew in each replay. */
  number(read: () => number): Scalar;
  /** Numbers with the values of these counters follow them in each replay. */
  draw(counters: DrawCounters): void;
  /** A counter of the host is about to change. */
  count(counter: Counter, next: number): void;
  /** A replay must not happen where `holds` is false, which looks at something that may change. */
  guard(watched: object, holds: () => boolean): void;
}

let current: Recording | undefined;

/** Who is writing down the step that is under way, if anybody is. */
export const recording = (): Recording | undefined => current;

/** Lets somebody write down what `action` does, or nobody where that is left out. */
export function recordingBy<T>(next: Recording | undefined, action: () => T): T {
  const outer = current;
  current = next;
  try {
    return action();
  } finally {
    current = outer;
  }
}

/**
 * Runs code that does more than compute tensors from tensors: it counts on the host, follows a schedule, assigns to variables. A
 * captured step runs it again in each replay, on the tensors of then.
 *
 * @param inputs Tensors that the code reads beside variables, in lists and objects as it likes.
 */
export function effect<Inputs>(name: string, inputs: Inputs, run: (inputs: Inputs) => void): void {
  if (current === undefined) run(inputs);
  else current.effect(name, inputs, run);
}
