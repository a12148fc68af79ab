/** What is wrong with a formula. Words are the page's. */
export interface FormulaFault {
  /** Position of the first character of the trouble, from 1. */
  readonly column: number;
  readonly kind:
    | 'character'
    | 'number'
    | 'name'
    | 'operand'
    | 'operator'
    | 'closing'
    | 'arguments'
    | 'empty'
    | 'deep';
  /** What stands there; empty at the end of the formula. */
  readonly got: string;
  /** What is accepted there: names, or the number of arguments of a function. */
  readonly expected: readonly string[];
}

/** Thrown by the parser; `fault` is for the page. */
export class FormulaError extends Error {
  readonly fault: FormulaFault;

  constructor(fault: FormulaFault) {
    super(
      `formula, column ${fault.column}: got ${fault.got === '' ? 'the end' : JSON.stringify(fault.got)}, ` +
        `expected ${fault.expected.join(', ')}.`,
    );
    this.fault = fault;
  }
}
