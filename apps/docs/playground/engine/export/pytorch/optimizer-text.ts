import type { OptionValues } from '@nadir/core';
import type { Contender } from '../../../state/contender.js';
import { optionsOf } from '../../training/optimizer.js';
import { makeSchedule } from '../../training/schedule.js';

/** An optimizer of PyTorch: its class, and our names of its arguments. Two names are a pair. */
interface Twin {
  readonly name: string;
  readonly options: Readonly<Record<string, string | readonly [string, string]>>;
}

const betas = { lr: 'learningRate', betas: ['beta1', 'beta2'], eps: 'epsilon' } as const;
const decay = { weight_decay: 'weightDecay' } as const;

/** Optimizers with the same numbers in `torch.optim`. */
const twins: Readonly<Record<string, Twin>> = {
  adadelta: {
    name: 'Adadelta',
    options: { lr: 'learningRate', rho: 'rho', eps: 'epsilon', ...decay },
  },
  adagrad: {
    name: 'Adagrad',
    options: {
      ...{ lr: 'learningRate', lr_decay: 'learningRateDecay', eps: 'epsilon', ...decay },
      initial_accumulator_value: 'initialAccumulatorValue',
    },
  },
  adam: {
    name: 'Adam',
    options: {
      ...betas,
      ...decay,
      amsgrad: 'amsgrad',
      decoupled_weight_decay: 'decoupledWeightDecay',
    },
  },
  adamax: { name: 'Adamax', options: { ...betas, ...decay } },
  adamw: { name: 'AdamW', options: { ...betas, ...decay, amsgrad: 'amsgrad' } },
  asgd: {
    name: 'ASGD',
    options: { lr: 'learningRate', lambd: 'lambda', alpha: 'alpha', t0: 't0', ...decay },
  },
  nadam: {
    name: 'NAdam',
    options: {
      ...{ ...betas, ...decay, momentum_decay: 'momentumDecay' },
      decoupled_weight_decay: 'decoupledWeightDecay',
    },
  },
  radam: {
    name: 'RAdam',
    options: { ...betas, ...decay, decoupled_weight_decay: 'decoupledWeightDecay' },
  },
  rmsprop: {
    name: 'RMSprop',
    options: {
      ...{ lr: 'learningRate', alpha: 'alpha', eps: 'epsilon', ...decay },
      ...{ momentum: 'momentum', centered: 'centered' },
    },
  },
  rprop: {
    name: 'Rprop',
    options: {
      lr: 'learningRate',
      etas: ['etaMinus', 'etaPlus'],
      step_sizes: ['stepSizeMin', 'stepSizeMax'],
    },
  },
  sgd: {
    name: 'SGD',
    options: {
      ...{ lr: 'learningRate', momentum: 'momentum', dampening: 'dampening', ...decay },
      nesterov: 'nesterov',
    },
  },
};

/** A value as source text of Python. */
export function python(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/**
 * The expression of the optimizer of a contender for the parameters that an expression names; nothing where PyTorch has none
 * with its options.
 */
export function optimizerText(
  contender: Contender,
  batch: number,
  parameters: string,
): string | undefined {
  const twin = twins[contender.optimizer];
  if (twin === undefined) return undefined;
  const options: OptionValues = optionsOf(contender, batch);
  const known = Object.values(twin.options).flat();
  // An option that PyTorch has not may only be what it is by default.
  if (Object.keys(contender.options).some((name) => !known.includes(name))) return undefined;
  const given = Object.entries(twin.options).map(([there, here]) =>
    typeof here === 'string'
      ? `${there}=${python(options[here])}`
      : `${there}=(${here.map((name) => python(options[name])).join(', ')})`,
  );
  return `torch.optim.${twin.name}(${parameters}, ${given.join(', ')})`;
}

/** Python for the learning rate of each step; nothing where it is the same throughout. */
export function ratesText(
  { schedule, ...contender }: Contender,
  steps: number,
): string | undefined {
  if (schedule.name === 'constant' && schedule.warmup === 0) return undefined;
  const peak = optionsOf({ schedule, ...contender }, 1).learningRate as number;
  const rise = Math.round(schedule.warmup * steps);
  const course = courses[schedule.name]?.(peak, Math.max(1, steps - rise), schedule.end);
  if (course === undefined) {
    const rate = makeSchedule(schedule, peak, steps);
    return `rates = ${python(Array.from({ length: steps }, (_, step) => rate(step)))}`;
  }
  const rising = rise === 0 ? '' : `${peak} * (t + 1) / ${rise} if t < ${rise} else `;
  const later = course.replaceAll('T', rise === 0 ? 't' : `(t - ${rise})`);
  return `rates = [${rising}${later} for t in range(${steps})]`;
}

/** Expressions in the step T. */
const courses: Readonly<Record<string, (peak: number, steps: number, end: number) => string>> = {
  constant: (peak) => `${peak}`,
  linear: (peak, steps, end) => `${peak} * (1 - ${1 - end} * min(T / ${steps}, 1))`,
  cosine: (peak, steps, end) =>
    `${peak} * (${end} + ${1 - end} * (1 + math.cos(math.pi * min(T / ${steps}, 1))) / 2)`,
};
