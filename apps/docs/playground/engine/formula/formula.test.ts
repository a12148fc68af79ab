import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaError } from './fault.js';
import { parseFormula } from './formula.js';

const at = (text: string, x: number, y: number) =>
  parseFormula(text)({ value: x, dx: 1, dy: 0 }, { value: y, dx: 0, dy: 1 });

describe('formulas', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['2^3^2', 512],
    ['-x^2', -9],
    ['2x y', 12],
    ['x²y³', 72],
    ['3 sin(0) + x/y', 1.5],
    ['max(x, y) − min(x, y)', 1],
    ['ln(e) + sqrt(4)·abs(-x)', 7],
    ['(x - y)(x + y)', 5],
    ['1e1 - .5', 9.5],
    ['pow(x, 2) π / pi', 9],
  ])('%s is %d at (3, 2)', (text, value) => {
    expect(at(text, 3, 2).value).toBeCloseTo(value, 12);
  });

  it.each([
    ['x^2 + 3 sin(y)^2'],
    ['exp(-x^2 - y^2) * cos(3x)'],
    ['(1.5 - x + x y)^2 / (1 + x^2)'],
    ['sqrt(1 + x^2) tanh(y) + abs(x) + ln(2 + y^2)'],
    ['(2 + sin(x))^y + tan(x / 4) + max(x, 2 y)'],
  ])('have the gradient of their differences: %s', (text) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        fc.double({ min: -2, max: -0.1, noNaN: true }),
        (x, y) => {
          const h = 1e-5;
          const { dx, dy } = at(text, x, y);
          const slopes = [
            (at(text, x + h, y).value - at(text, x - h, y).value) / (2 * h),
            (at(text, x, y + h).value - at(text, x, y - h).value) / (2 * h),
          ];
          expect(dx).toBeCloseTo(slopes[0] as number, 6);
          expect(dy).toBeCloseTo(slopes[1] as number, 6);
        },
      ),
    );
  });

  it.each([
    ['', { kind: 'empty', column: 1 }],
    ['x + ', { kind: 'operand', column: 5, got: '' }],
    ['x $ y', { kind: 'character', column: 3, got: '$' }],
    ['3 * foo(x)', { kind: 'name', column: 5, got: 'foo' }],
    ['sin x', { kind: 'operand', column: 5, expected: ['('] }],
    ['(x + 1', { kind: 'closing', column: 7 }],
    ['x + 1)', { kind: 'operator', column: 6, got: ')' }],
    ['pow(x)', { kind: 'arguments', column: 6, expected: ['2'] }],
    ['constructor', { kind: 'name', column: 1 }],
    ['('.repeat(70), { kind: 'deep' }],
  ])('that cannot be read are told with their column: %s', (text, fault) => {
    try {
      parseFormula(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(FormulaError);
      expect((error as FormulaError).fault).toMatchObject(fault);
    }
  });

  it('are never anything but a formula or an error, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(typeof at(text, 1, 2).value).toBe('number');
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError);
        }
      }),
    );
  });
});
