import type { Curved } from '@nadir/cli/training/further-updates';
import type { Optimizer, RandomDraw } from '@nadir/core';
import type { NamedTensorMap, Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Scores } from '../log/run-log.js';

/** What one contender moves from one seed: its parameters, their gradients, and how good they are. */
export interface Course {
  /** Parameters by name, in their order. */
  readonly parameters: readonly (readonly [string, Variable])[];
  /** All that is averaged with them: running statistics too. */
  readonly averaged: readonly (readonly [string, Variable])[];
  /** Loss and gradients of a step, of which there were `step` before; the caller disposes of them. */
  gradients(optimizer: Optimizer<never>, step: number): Promise<LossGradients>;
  /** What an estimate of the curvature after the step is made from. */
  curved(step: number): Curved;
  /** Names the draws of such an estimate. */
  draw(step: number): RandomDraw;
  /** Switches to training, or by `false` to evaluation. */
  train(training: boolean): void;
  /** How good the parameters are, in evaluation. */
  measure(): Promise<Measured>;
  /** Copies of all that changes beside the optimizer, by name; the caller disposes of them. */
  state(): Readonly<Record<string, Tensor>>;
  /** Takes over a {@link state}. */
  load(state: Readonly<Record<string, Tensor>>): void;
  dispose(): void;
}

/** A loss, and its gradients by the names of variables. */
export interface LossGradients {
  readonly value: Scalar;
  readonly grads: NamedTensorMap;
}

/** How good parameters are. */
export interface Measured {
  readonly train: Scores;
  readonly test: Scores;
  /** Place on a surface. */
  readonly at?: readonly [number, number];
}
