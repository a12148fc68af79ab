import {
  defaultsOf,
  otherName,
  ruleOf,
  takesShape,
  withBatch,
} from '@nadir/cli/training/optimizers';
import { Optimizer, type Regularizer, type Schedule, type Transform } from '@nadir/core';
import { MultiOptimizer } from '@nadir/optim';
import { elasticNet, type Include, l1, l2 } from '@nadir/optim/regularizers';
import { clipByGlobalNorm, clipByNorm, clipByValue } from '@nadir/optim/transforms';
import type { Variable } from '@tensorflow/tfjs-core';
import type { ClipName, Contender } from '../../state/contender.js';
import { makeSchedule } from './schedule.js';

const clips: Readonly<Record<ClipName, ((limit: number) => Transform) | undefined>> = {
  none: undefined,
  'global-norm': (limit) => clipByGlobalNorm(limit),
  norm: (limit) => clipByNorm(limit),
  value: (limit) => clipByValue(limit),
};

/** What a contender does to gradients before its rule has them. */
export const clipOf = ({ clip, clipLimit }: Contender): Transform | undefined =>
  clips[clip]?.(clipLimit);

/** What moves the parameters of a contender. */
export interface Moving {
  readonly optimizer: Optimizer<never>;
  /** Learning rate of its own rule by step, from 0; of a rule without one there is none. */
  readonly learningRate: Schedule | undefined;
  /** Whether its own rule moves a parameter. The others are moved by {@link otherName}. */
  moves(parameter: Variable): boolean;
}

/** What an optimizer has to know of a race. */
interface Terms {
  /** Steps that schedules are laid over. */
  readonly steps: number;
  /** Examples in a step. */
  readonly batch: number;
  /** Parameters that penalties act on. */
  readonly include: Include;
}

/**
 * The optimizer of a contender over a race of `steps` steps. Parameters whose shape its rule does not take are moved
 * by another one, with the same schedule.
 *
 * @throws {@link OptionError} when an option is out of range.
 */
export function makeOptimizer(
  contender: Contender,
  parameters: readonly (readonly [string, Variable])[],
  { steps, batch, include }: Terms,
): Moving {
  const rule = ruleOf(contender.optimizer);
  const options = optionsOf(contender, batch);
  const peak = options.learningRate;
  const learningRate =
    typeof peak === 'number' ? makeSchedule(contender.schedule, peak, steps) : undefined;
  const penalties = penaltiesOf(contender, include);
  const own = { ...options, ...(learningRate && { learningRate }), ...penalties };
  const clip = clipOf(contender);
  const guard = clip === undefined ? {} : { clip };
  const moves = ({ shape }: Variable) => takesShape(rule, shape);
  if (parameters.every(([, variable]) => moves(variable))) {
    const optimizer = new Optimizer(rule, [...parameters], { ...own, ...guard });
    return { optimizer, learningRate, moves };
  }
  const others = defaultsOf(otherName);
  const chosen = new Optimizer(rule, undefined, own);
  const other = new Optimizer(ruleOf(otherName), undefined, {
    ...{ ...others, ...penalties },
    learningRate: makeSchedule(contender.schedule, others.learningRate as number, steps),
  });
  const optimizer = new MultiOptimizer(
    [
      { takes: (_, variable) => moves(variable), optimizer: chosen },
      { takes: () => true, optimizer: other },
    ],
    [...parameters],
    guard,
  );
  return { optimizer, learningRate, moves };
}

/** Every option of the rule of a contender, those of the optimizer's defaults that it does not change included. */
export const optionsOf = ({ optimizer, options }: Contender, batch: number) =>
  withBatch({ ...defaultsOf(optimizer), ...options }, batch);

/** L1 and L2 as options of an optimizer. */
export function penaltiesOf(
  { l1: lasso, l1Form, l2: ridge }: Contender,
  include: Include,
): { readonly proximal?: Regularizer; readonly regularizer?: Regularizer } {
  if (l1Form === 'gradient' && lasso > 0) {
    return { regularizer: elasticNet({ l1: lasso, l2: ridge }, { include }) };
  }
  return {
    ...(lasso > 0 && { proximal: l1(lasso, { include }) }),
    ...(ridge > 0 && { regularizer: l2(ridge, { include }) }),
  };
}
