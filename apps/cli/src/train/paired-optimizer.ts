import { Optimizer, OptionError } from '@nadir/core';
import type { Rule } from '@nadir/core/program';
import { dispose, type Scalar, type Variable } from '@tensorflow/tfjs';

/** A rule, and the options that it steps with. */
export interface Stepper {
  readonly rule: Rule;
  readonly options: Readonly<Record<string, unknown>>;
}

/** An optimizer, and the names of its parameters. */
interface Member {
  readonly names: ReadonlySet<string>;
  readonly optimizer: Optimizer;
}

/** Whether a rule steps parameters of a shape. Some are for matrices only. */
export function takesShape(rule: Rule, shape: readonly number[]): boolean {
  try {
    rule.checkShape(shape, rule.name);
    return true;
  } catch (error) {
    if (error instanceof OptionError) return false;
    throw error;
  }
}

/** An optimizer, and another one for the parameters whose shape it does not take. */
export class PairedOptimizer {
  readonly #parameters: Variable[];
  readonly #members: readonly Member[];

  /** @throws {@link OptionError} when an option is out of range. */
  constructor(first: Stepper, other: Stepper, parameters: readonly Variable[]) {
    const isTaken = ({ shape }: Variable) => takesShape(first.rule, shape);
    this.#parameters = [...parameters];
    this.#members = [
      { stepper: first, own: parameters.filter(isTaken) },
      { stepper: other, own: parameters.filter((parameter) => !isTaken(parameter)) },
    ]
      .filter(({ own }) => own.length > 0)
      .map(({ stepper: { rule, options }, own }) => ({
        names: new Set(own.map(({ name }) => name)),
        optimizer: new Optimizer(rule, own, options),
      }));
  }

  /** Computes the loss and its gradients once, steps every parameter, and returns the loss. */
  step(loss: () => Scalar): Scalar {
    const [any] = this.#members as [Member];
    const { value, grads } = any.optimizer.computeGradients(loss, this.#parameters);
    try {
      for (const { names, optimizer } of this.#members) {
        const own = Object.entries(grads).filter(([name]) => names.has(name));
        optimizer.applyGradients(Object.fromEntries(own));
      }
    } finally {
      dispose(grads);
    }
    return value;
  }

  /** Frees both. The parameters stay. */
  dispose(): void {
    for (const { optimizer } of this.#members) optimizer.dispose();
  }
}
