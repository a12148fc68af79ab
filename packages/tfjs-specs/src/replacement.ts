import type { Optimizer, OptimizerOptions } from '@nadir/core';
import type { ParameterSelection } from '@nadir/core/internal';
import type { serialization } from '@tensorflow/tfjs-core';

/** A Nadir optimizer in place of a factory of `tf.train`, and of the class that it makes. */
export interface Replacement<Arguments extends readonly unknown[]> {
  /** Does what the factory does. */
  create(...given: Arguments): Optimizer;
  /** Does what `fromConfig` of the class does. */
  restore(config: serialization.ConfigDict): Optimizer;
}

/** Makes a {@link Replacement}. `options` turns the factory's arguments into options of the class. */
export function by<Options extends OptimizerOptions, Arguments extends readonly unknown[]>(
  optimizer: OptimizerClass<Options>,
  options: (...given: Arguments) => Options,
): Replacement<Arguments> {
  return {
    create: (...given) => new optimizer(options(...given)) as unknown as Optimizer,
    restore: (config) => optimizer.fromConfig(optimizer, config) as unknown as Optimizer,
  };
}

interface OptimizerClass<Options extends OptimizerOptions>
  extends Pick<typeof Optimizer, 'className' | 'fromConfig'> {
  new (parameters?: ParameterSelection<Options>): Optimizer<Options>;
}
