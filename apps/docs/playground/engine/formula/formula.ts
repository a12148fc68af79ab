import type { Algebra } from './algebra.js';
import { type Dual, fixed, minus, over, plus, power, times } from './dual.js';
import { type FormulaFunction, functions } from './functions.js';
import { readFormula } from './parse.js';

/** A formula: its value and derivatives at a point. */
export type Formula = (x: Dual, y: Dual) => Dual;

const operations = { '+': plus, '-': minus, '*': times, '/': over, '^': power };

const ofDuals: Algebra<Formula> = {
  x: (x) => x,
  y: (_, y) => y,
  number(value) {
    const constant = fixed(value);
    return () => constant;
  },
  join: (sign, left, right) => (x, y) => operations[sign](left(x, y), right(x, y)),
  call(name, inputs) {
    const { apply } = functions.get(name) as FormulaFunction;
    return (x, y) => apply(...inputs.map((input) => input(x, y)));
  },
};

/**
 * Reads a formula in x and y.
 *
 * @throws {@link FormulaError} at the first character that does not fit.
 */
export const parseFormula = (text: string): Formula => readFormula(text, ofDuals);
