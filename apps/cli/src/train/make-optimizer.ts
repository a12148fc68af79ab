import type { Schedule } from '@nadir/core';
import { Optimizer } from '@nadir/core';
import { MultiOptimizer } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import type { Variable } from '@tensorflow/tfjs';
import { defaultsOf, otherName, ruleOf, takesShape } from './optimizers.js';
import type { Options } from './options.js';
import { makeSchedule } from './schedules.js';

/**
 * The optimizer of a training. Parameters whose shape its rule does not take are moved by another one.
 *
 * @param learningRate By step, from 0, of `steps` in all.
 * @throws {@link OptionError} when an option is out of range.
 */
export function makeOptimizer(
  { optimizer, schedule, l1: lambda1, l2: lambda2 }: Options,
  parameters: readonly Variable[],
  { learningRate, steps }: { readonly learningRate: Schedule; readonly steps: number },
): Optimizer {
  const rule = ruleOf(optimizer.name);
  const options = {
    ...optimizer.options,
    learningRate,
    ...(lambda1 > 0 && { proximal: l1(lambda1) }),
    ...(lambda2 > 0 && { regularizer: l2(lambda2) }),
  };
  const isTaken = ({ shape }: Variable) => takesShape(rule, shape);
  if (parameters.every(isTaken)) return new Optimizer(rule, [...parameters], options);
  const others = defaultsOf(otherName);
  const otherRate = makeSchedule(schedule, others.learningRate as number, steps);
  const chosen = new Optimizer(rule, undefined, options);
  const other = new Optimizer(ruleOf(otherName), undefined, {
    ...others,
    learningRate: otherRate,
  });
  return new MultiOptimizer(
    [
      { takes: (_, variable) => isTaken(variable), optimizer: chosen },
      { takes: () => true, optimizer: other },
    ],
    [...parameters],
  );
}
