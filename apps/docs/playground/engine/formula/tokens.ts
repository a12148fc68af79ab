import { FormulaError } from './fault.js';

/** A word of a formula. */
export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  /** Position of its first character, from 1. */
  readonly column: number;
}

/** Signs, and how else they may be written. */
const signs: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '-',
  '−': '-',
  '*': '*',
  '·': '*',
  '×': '*',
  '/': '/',
  '÷': '/',
  '^': '^',
  '(': '(',
  ')': ')',
  ',': ',',
  '²': '²',
  '³': '³',
};

/** Numbers, names, and white space. */
const word = /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z]+|π)|(?<space>\s+)/y;

/** The words of a formula, with an end behind them. @throws {@link FormulaError} */
export function tokensOf(formula: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < formula.length) {
    word.lastIndex = position;
    const groups = word.exec(formula)?.groups;
    const character = formula[position] as string;
    const sign = signs[character];
    const column = position + 1;
    if (groups?.number !== undefined) tokens.push({ kind: 'number', text: groups.number, column });
    else if (groups?.name !== undefined) tokens.push({ kind: 'name', text: groups.name, column });
    else if (groups === undefined && sign === undefined) {
      throw new FormulaError({
        column,
        kind: 'character',
        got: character,
        expected: ['a number', 'x', 'y', ...'+-*/^('],
      });
    } else if (groups === undefined) tokens.push({ kind: 'sign', text: sign as string, column });
    position = groups === undefined ? position + 1 : word.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', column: formula.length + 1 }];
}
