import { Script } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFormula } from '../../formula/formula.js';
import { formulaText } from './formula-text.js';

type Surface = (at: readonly [number, number]) => { value: number; gradient: [number, number] };

/** The function that a text defines. */
const surfaceIn = (text: string) => new Script(`${text}\nsurface`).runInNewContext() as Surface;

test('each operation is a line, and nothing that is known to be 0 or 1 is written', () => {
  expect(formulaText('x^2 + 3 sin(y)')).toBe(`// x^2 + 3 sin(y)
function surface([x, y]) {
  const t0 = x ** 2;
  const t1 = 2 * x;
  const t2 = Math.cos(y);
  const t3 = Math.sin(y);
  const t4 = 3 * t3;
  const t5 = 3 * t2;
  const t6 = t0 + t4;
  return { value: t6, gradient: [t1, t5] };
}`);
});

test.each([
  'x^2 + 3 sin(y)^2',
  'exp(-x^2 - y^2) * cos(3x) - 1',
  '(1.5 - x + x y)^2 / (1 + x^2)',
  'sqrt(x²) tanh(y) + abs(x) + ln(2 + y^2) + 4',
  '(2 + sin(x))^y + tan(x / 4) + max(x, 2 y) - min(y, 1)',
  'pow(x, 3) y^-1 + 2^x + x^0 + e^1',
  '7',
])('%s has the numbers of the playground', (formula) => {
  const surface = surfaceIn(formulaText(formula));
  const read = parseFormula(formula);
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(number, number, (x, y) => {
      const { value, dx, dy } = read({ value: x, dx: 1, dy: 0 }, { value: y, dx: 0, dy: 1 });
      fc.pre([value, dx, dy].every(Number.isFinite));
      const given = surface([x, y]);
      // 0 and -0 are one place.
      expect([given.value + 0, ...given.gradient.map((one) => one + 0)]).toEqual([
        value + 0,
        dx + 0,
        dy + 0,
      ]);
    }),
    {
      examples: [
        [0, 0],
        [0, 1],
        [1, 0],
      ],
    },
  );
});
