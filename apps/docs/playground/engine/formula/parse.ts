import { type Dual, fixed, minus, over, plus, power, times } from './dual.js';
import { FormulaError, type FormulaFault } from './fault.js';
import { constants, functions } from './functions.js';
import { type Token, tokensOf } from './tokens.js';

/** A formula: its value and derivatives at a point. */
export type Formula = (x: Dual, y: Dual) => Dual;

/** Deepest nesting that is followed. */
const maxDepth = 60;

const names = ['x', 'y', ...constants.keys(), ...functions.keys()];

/**
 * Reads a formula in x and y into functions of it; nothing is evaluated as code.
 *
 *     sum      = product { ("+" | "-") product }
 *     product  = factor { ("*" | "/" | nothing) factor }
 *     factor   = { "-" | "+" } powers
 *     powers   = operand { "²" | "³" } [ "^" factor ]
 *     operand  = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
 *
 * @throws {@link FormulaError} at the first character that does not fit.
 */
export function parseFormula(text: string): Formula {
  const reader = new Reader(tokensOf(text));
  return reader.whole();
}

class Reader {
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Formula {
    if (this.#isAtEnd) throw this.#fault('empty', ['a formula in x and y']);
    const formula = this.#sum();
    if (!this.#isAtEnd) throw this.#fault('operator', ['+', '-', '*', '/', '^']);
    return formula;
  }

  get #next(): Token {
    return this.#tokens[this.#position] as Token;
  }

  get #isAtEnd(): boolean {
    return this.#next.kind === 'end';
  }

  /** Takes the next word if it is one of some signs. */
  #take(...signs: readonly string[]): string | undefined {
    const { kind, text } = this.#next;
    if (kind !== 'sign' || !signs.includes(text)) return undefined;
    this.#position++;
    return text;
  }

  #sum(): Formula {
    if (++this.#depth > maxDepth) throw this.#fault('deep', [`at most ${maxDepth} brackets`]);
    let left = this.#product();
    for (let sign = this.#take('+', '-'); sign !== undefined; sign = this.#take('+', '-')) {
      left = joined(sign === '+' ? plus : minus, left, this.#product());
    }
    this.#depth--;
    return left;
  }

  #product(): Formula {
    let left = this.#factor();
    for (;;) {
      const sign = this.#take('*', '/');
      if (sign === undefined && !this.#beginsOperand) return left;
      left = joined(sign === '/' ? over : times, left, this.#factor());
    }
  }

  /** Whether an operand follows, which is multiplied where no sign stands before it. */
  get #beginsOperand(): boolean {
    const { kind, text } = this.#next;
    return kind === 'number' || kind === 'name' || text === '(';
  }

  #factor(): Formula {
    const sign = this.#take('-', '+');
    if (sign === undefined) return this.#powers();
    if (++this.#depth > maxDepth) throw this.#fault('deep', [`at most ${maxDepth} signs`]);
    const inner = this.#factor();
    this.#depth--;
    return sign === '+' ? inner : (x, y) => minus(fixed(0), inner(x, y));
  }

  #powers(): Formula {
    let base = this.#operand();
    for (let sign = this.#take('²', '³'); sign !== undefined; sign = this.#take('²', '³')) {
      const exponent = fixed(sign === '²' ? 2 : 3);
      base = joined(power, base, () => exponent);
    }
    return this.#take('^') === undefined ? base : joined(power, base, this.#factor());
  }

  #operand(): Formula {
    const { kind, text } = this.#next;
    if (kind === 'number') {
      this.#position++;
      const value = fixed(Number(text));
      return () => value;
    }
    if (kind === 'name') return this.#name(text);
    if (this.#take('(') === undefined) throw this.#fault('operand', ['a number', 'x', 'y', '(']);
    const inner = this.#sum();
    this.#close();
    return inner;
  }

  #name(name: string): Formula {
    const found = functions.get(name);
    const constant = constants.get(name);
    if (found === undefined && constant === undefined && name !== 'x' && name !== 'y') {
      throw this.#fault('name', names);
    }
    this.#position++;
    if (name === 'x') return (x) => x;
    if (name === 'y') return (_, y) => y;
    if (found === undefined) {
      const value = fixed(constant as number);
      return () => value;
    }
    const { arity, apply } = found;
    if (this.#take('(') === undefined) throw this.#fault('operand', ['(']);
    const inputs = [this.#sum()];
    while (this.#take(',') !== undefined) inputs.push(this.#sum());
    if (inputs.length !== arity) throw this.#fault('arguments', [String(arity)]);
    this.#close();
    return (x, y) => apply(...inputs.map((input) => input(x, y)));
  }

  #close(): void {
    if (this.#take(')') === undefined) throw this.#fault('closing', [')']);
  }

  #fault(kind: FormulaFault['kind'], expected: readonly string[]): FormulaError {
    const { column, text } = this.#next;
    return new FormulaError({ column, kind, got: text, expected });
  }
}

/** Two formulas joined by an operation. */
const joined =
  (operation: (u: Dual, v: Dual) => Dual, left: Formula, right: Formula): Formula =>
  (x, y) =>
    operation(left(x, y), right(x, y));
