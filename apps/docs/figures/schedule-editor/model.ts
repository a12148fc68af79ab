import type { Call } from '../../engine/call-tree.js';

/** A part of a joined schedule: what it is, and for how many steps. */
export interface Part {
  readonly call: Call;
  readonly steps: number;
}

const of = (call: string, options: Readonly<Record<string, number>>): Call => ({
  call,
  args: [options],
});

/** What a part can be, with its arguments at first. */
export const choices: readonly Call[] = [
  { call: 'constant', args: [0.1], names: ['value'] },
  of('linearWarmup', { to: 0.1, steps: 20 }),
  of('exponentialWarmup', { to: 0.1, steps: 10 }),
  of('cosine', { from: 0.1, to: 0, steps: 100 }),
  of('polynomial', { from: 0.1, to: 0, steps: 100, power: 2 }),
  of('exponentialDecay', { from: 0.1, factor: 0.5, every: 20 }),
  of('stepDecay', { from: 0.1, factor: 0.5, every: 20 }),
  of('inverseTimeDecay', { from: 0.1, rate: 1, every: 20 }),
  of('rex', { from: 0.1, to: 0, steps: 100 }),
  of('cosineRestarts', { from: 0.1, to: 0, steps: 30, growth: 2 }),
  of('cyclic', { from: 0.02, to: 0.1, stepsUp: 20 }),
];

/** A choice by its name. */
export function choiceOf(name: string): Call {
  const found = choices.find(({ call }) => call === name);
  if (found === undefined) throw new Error(`choiceOf: got "${name}", expected one of the choices.`);
  return found;
}

/** The parts at first: a warm-up, a plateau and a fall. */
export const initial: readonly Part[] = [
  { call: choiceOf('linearWarmup'), steps: 20 },
  { call: choiceOf('constant'), steps: 80 },
  { call: choiceOf('cosine'), steps: 100 },
];

/** How many steps a part lasts. */
export const lengths = { min: 1, max: 300, step: 1, initial: 100 } as const;

/** Parts of one schedule, at most. */
export const mostParts = 6;

/** The parts as one schedule. The last one goes on for ever. */
export function joinedOf(parts: readonly Part[]): Call {
  const [only, ...others] = parts;
  if (only === undefined) throw new Error('joinedOf: got no part, expected one.');
  if (others.length === 0) return only.call;
  let end = 0;
  const boundaries = parts.slice(0, -1).map(({ steps }) => {
    end += steps;
    return end;
  });
  return { call: 'join', args: [parts.map(({ call }) => call), boundaries] };
}

/** Steps of all parts together. */
export const lengthOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, { steps }) => sum + steps, 0);
