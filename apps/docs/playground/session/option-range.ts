import type { Range } from '../../ui/controls/range.js';
import type { Axis } from '../engine/sweep/plan.js';
import type { OptionInfo } from '../state/optimizers.js';

/** Numbers that are counted. */
const counts: readonly string[] = [
  'nsSteps',
  'preconditionFrequency',
  'maxPreconditionerDim',
  'warmupSteps',
  'alphaWarmupSteps',
  'beta3WarmupSteps',
  't0',
];

/** Letters of the formulas. */
const symbols: Readonly<Record<string, string>> = {
  learningRate: 'γ',
  momentum: 'μ',
  weightDecay: 'λ',
  beta1: 'β₁',
  beta2: 'β₂',
  beta3: 'β₃',
  epsilon: 'ε',
  rho: 'ρ',
  alpha: 'α',
  lambda: 'λ',
};

/** The letter of an option in the formula of its optimizer. */
export const symbolOf = (name: string): string | undefined => symbols[name];

/**
 * What the slider of an option moves between. What the optimizer accepts may go farther: the check of its rule has the last
 * word on what is typed.
 */
export function optionRange({ name, fallback }: OptionInfo): Range {
  const initial = fallback as number;
  if (name === 'learningRate') return { min: 1e-5, max: 10, initial, log: true };
  if (counts.includes(name)) {
    return {
      min: initial > 0 ? 1 : 0,
      max: Math.max(1000, 10 * initial),
      initial,
      ...(initial > 0 ? { log: true } : { step: 1 }),
    };
  }
  if (/^epsilon/.test(name)) return { min: 0, least: 1e-16, max: 1, initial, log: true };
  const isDecay =
    /^(beta\d?|momentum|dampening|graftingBeta2)$/.test(name) || (name === 'rho' && initial > 0.5);
  if (isDecay) return { min: 0, max: 0.9999, initial, step: 0.0001 };
  if (initial < 0) return { min: 2 * initial, max: 0, initial };
  if (initial === 0 || name === 'weightDecay')
    return { min: 0, least: 1e-5, max: 1, initial, log: true };
  return { min: initial / 100, max: initial * 100, initial, log: true };
}

/** Whether an option is a whole number. */
export const isCount = (name: string): boolean => counts.includes(name);

/** The values of an option that a map goes through: those of its slider, where something is to be seen. */
export function axisOf(option: OptionInfo, count: number): Axis {
  const { name } = option;
  if (name === 'learningRate') return { option: name, from: 1e-4, to: 1, count, log: true };
  const { min, max, least, log = false } = optionRange(option);
  return { option: name, from: least ?? min, to: max, count, log };
}
