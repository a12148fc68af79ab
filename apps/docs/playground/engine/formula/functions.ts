import { chainRule, type Dual, power } from './dual.js';

/** Functions of one number, each with its derivative. */
const ofOne: Readonly<Record<string, (u: Dual) => Dual>> = {
  sin: (u) => chainRule(u, Math.sin(u.value), Math.cos(u.value)),
  cos: (u) => chainRule(u, Math.cos(u.value), -Math.sin(u.value)),
  tan: (u) => chainRule(u, Math.tan(u.value), 1 / Math.cos(u.value) ** 2),
  tanh: (u) => chainRule(u, Math.tanh(u.value), 1 - Math.tanh(u.value) ** 2),
  exp: (u) => chainRule(u, Math.exp(u.value), Math.exp(u.value)),
  ln: (u) => chainRule(u, Math.log(u.value), 1 / u.value),
  log: (u) => chainRule(u, Math.log(u.value), 1 / u.value),
  sqrt: (u) => chainRule(u, Math.sqrt(u.value), 0.5 / Math.sqrt(u.value)),
  abs: (u) => chainRule(u, Math.abs(u.value), Math.sign(u.value)),
};

/** Functions of two numbers. */
const ofTwo: Readonly<Record<string, (u: Dual, v: Dual) => Dual>> = {
  min: (u, v) => (v.value < u.value ? v : u),
  max: (u, v) => (v.value > u.value ? v : u),
  pow: power,
};

/** A function that formulas may call. */
export interface FormulaFunction {
  /** Number of its arguments. */
  readonly arity: number;
  apply(...inputs: readonly Dual[]): Dual;
}

/** Functions by name. */
export const functions: ReadonlyMap<string, FormulaFunction> = new Map([
  ...Object.entries(ofOne).map(
    ([name, f]) => [name, { arity: 1, apply: (u: Dual) => f(u) } as FormulaFunction] as const,
  ),
  ...Object.entries(ofTwo).map(
    ([name, f]) =>
      [name, { arity: 2, apply: (u: Dual, v: Dual) => f(u, v) } as FormulaFunction] as const,
  ),
]);

/** Numbers by name. */
export const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['π', Math.PI],
  ['e', Math.E],
]);
