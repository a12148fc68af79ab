import type { Algebra } from '../../formula/algebra.js';
import { readFormula } from '../../formula/parse.js';

/** An expression of Python. */
interface Text {
  readonly text: string;
  /** How tightly its outermost sign binds. */
  readonly rank: number;
  /** Whether it depends on x or y, and is no plain number. */
  readonly isTensor: boolean;
}

const ranks = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 3 } as const;
const tightest = 4;

/** Where torch has another name for a function of formulas. */
const torchNames: Readonly<Record<string, string>> = { ln: 'log', min: 'minimum', max: 'maximum' };

/** Where Python has another name than `math` has for a function of plain numbers. */
const plainNames: Readonly<Record<string, string>> = {
  ...{ ln: 'math.log', abs: 'abs', min: 'min', max: 'max' },
};

const bracketed = ({ text, rank }: Text, least: number): string =>
  rank < least ? `(${text})` : text;

const ofPython: Algebra<Text> = {
  x: { text: 'x', rank: tightest, isTensor: true },
  y: { text: 'y', rank: tightest, isTensor: true },
  number: (value) => ({ text: String(value), rank: tightest, isTensor: false }),
  join(sign, left, right) {
    const rank = ranks[sign];
    const isTensor = left.isTensor || right.isTensor;
    // Powers join from the right, all others from the left; what follows a minus or a stroke is one operand.
    if (sign === '^') {
      const text = `${bracketed(left, rank + 1)} ** ${bracketed(right, rank)}`;
      return { text, rank, isTensor };
    }
    if (sign === '-' && left.text === '0') {
      return { text: `-${bracketed(right, 2)}`, rank, isTensor };
    }
    const text = `${bracketed(left, rank)} ${sign} ${bracketed(right, rank + 1)}`;
    return { text, rank, isTensor };
  },
  call(name, inputs) {
    if (name === 'pow') return ofPython.join('^', inputs[0] as Text, inputs[1] as Text);
    const isTensor = inputs.some((input) => input.isTensor);
    const called = isTensor
      ? `torch.${torchNames[name] ?? name}`
      : (plainNames[name] ?? `math.${name}`);
    // Functions of torch take no plain numbers.
    const given = inputs.map((input) =>
      isTensor && !input.isTensor ? `torch.tensor(${input.text})` : input.text,
    );
    return { text: `${called}(${given.join(', ')})`, rank: tightest, isTensor };
  },
};

/** A formula in x and y as an expression of Python, where they are tensors. */
export const pythonFormula = (formula: string): string => readFormula(formula, ofPython).text;
