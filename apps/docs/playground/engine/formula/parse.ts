import type { Algebra } from './algebra.js';
import { FormulaError, type FormulaFault } from './fault.js';
import { constants, functions } from './functions.js';
import { type Token, tokensOf } from './tokens.js';

/** Deepest nesting that is followed. */
const maxDepth = 60;

const names = ['x', 'y', ...constants.keys(), ...functions.keys()];

/**
 * Reads a formula in x and y into what an algebra makes of it; nothing is evaluated as code.
 *
 *     sum      = product { ("+" | "-") product }
 *     product  = factor { ("*" | "/" | nothing) factor }
 *     factor   = { "-" | "+" } powers
 *     powers   = operand { "²" | "³" } [ "^" factor ]
 *     operand  = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
 *
 * @throws {@link FormulaError} at the first character that does not fit.
 */
export function readFormula<T>(text: string, algebra: Algebra<T>): T {
  const reader = new Reader(tokensOf(text), algebra);
  return reader.whole();
}

class Reader<T> {
  readonly #tokens: readonly Token[];
  readonly #algebra: Algebra<T>;
  #position = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], algebra: Algebra<T>) {
    this.#tokens = tokens;
    this.#algebra = algebra;
  }

  whole(): T {
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
  #take<S extends string>(...signs: readonly S[]): S | undefined {
    const { kind, text } = this.#next;
    const sign = signs.find((one) => one === text);
    if (kind !== 'sign' || sign === undefined) return undefined;
    this.#position++;
    return sign;
  }

  #sum(): T {
    if (++this.#depth > maxDepth) throw this.#fault('deep', [`at most ${maxDepth} brackets`]);
    let left = this.#product();
    for (let sign = this.#take('+', '-'); sign !== undefined; sign = this.#take('+', '-')) {
      left = this.#algebra.join(sign, left, this.#product());
    }
    this.#depth--;
    return left;
  }

  #product(): T {
    let left = this.#factor();
    for (;;) {
      const sign = this.#take('*', '/');
      if (sign === undefined && !this.#beginsOperand) return left;
      left = this.#algebra.join(sign ?? '*', left, this.#factor());
    }
  }

  /** Whether an operand follows, which is multiplied where no sign stands before it. */
  get #beginsOperand(): boolean {
    const { kind, text } = this.#next;
    return kind === 'number' || kind === 'name' || text === '(';
  }

  #factor(): T {
    const sign = this.#take('-', '+');
    if (sign === undefined) return this.#powers();
    if (++this.#depth > maxDepth) throw this.#fault('deep', [`at most ${maxDepth} signs`]);
    const inner = this.#factor();
    this.#depth--;
    return sign === '+' ? inner : this.#algebra.join('-', this.#algebra.number(0), inner);
  }

  #powers(): T {
    let base = this.#operand();
    for (let sign = this.#take('²', '³'); sign !== undefined; sign = this.#take('²', '³')) {
      base = this.#algebra.join('^', base, this.#algebra.number(sign === '²' ? 2 : 3));
    }
    return this.#take('^') === undefined ? base : this.#algebra.join('^', base, this.#factor());
  }

  #operand(): T {
    const { kind, text } = this.#next;
    if (kind === 'number') {
      this.#position++;
      return this.#algebra.number(Number(text));
    }
    if (kind === 'name') return this.#name(text);
    if (this.#take('(') === undefined) throw this.#fault('operand', ['a number', 'x', 'y', '(']);
    const inner = this.#sum();
    this.#close();
    return inner;
  }

  #name(name: string): T {
    const found = functions.get(name);
    const constant = constants.get(name);
    if (found === undefined && constant === undefined && name !== 'x' && name !== 'y') {
      throw this.#fault('name', names);
    }
    this.#position++;
    if (name === 'x' || name === 'y') return this.#algebra[name];
    if (found === undefined) return this.#algebra.number(constant as number);
    if (this.#take('(') === undefined) throw this.#fault('operand', ['(']);
    const inputs = [this.#sum()];
    while (this.#take(',') !== undefined) inputs.push(this.#sum());
    if (inputs.length !== found.arity) throw this.#fault('arguments', [String(found.arity)]);
    this.#close();
    return this.#algebra.call(name, inputs);
  }

  #close(): void {
    if (this.#take(')') === undefined) throw this.#fault('closing', [')']);
  }

  #fault(kind: FormulaFault['kind'], expected: readonly string[]): FormulaError {
    const { column, text } = this.#next;
    return new FormulaError({ column, kind, got: text, expected });
  }
}
