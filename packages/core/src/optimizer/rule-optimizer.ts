import { chain } from '../transform/chain.js';
import type { Transform } from '../transform/transform.js';
import type { ParameterSelection } from './arguments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';

/**
 * The base of optimizer classes: an {@link Optimizer} whose rule is a static field of its class.
 *
 * A subclass is made of options alone, as `LayersModel.compile` wants it, and can be saved beside a model.
 * @example
 * ```ts
 * class Descent extends RuleOptimizer<{ learningRate?: Numeric }> {
 *   static override readonly rule = chain('Descent', scaleByLearningRate(0.1));
 * }
 * const optimizer = new Descent(model, { learningRate: 0.5 });
 * ```
 */
export abstract class RuleOptimizer<
  Options extends OptimizerOptions = OptimizerOptions & Readonly<Record<string, unknown>>,
> extends Optimizer<Options> {
  /** What moves the parameters. */
  static readonly rule: Transform = chain('Nothing');

  /** Name under which TensorFlow.js saves and restores the class. */
  static override get className(): string {
    return `Nadir${this.rule.name}`;
  }

  constructor(parameters?: ParameterSelection<NoInfer<Options>>, options?: NoInfer<Options>) {
    super(new.target.rule, parameters, options);
  }
}
