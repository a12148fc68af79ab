import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solve } from './solve.js';

it('solve finds what the matrix turns into the right side, and leaves both as they are', () => {
  const entry = fc.integer({ min: -9, max: 9 });
  const size = 5;
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: size * size, maxLength: size * size }),
      fc.array(entry, { minLength: size, maxLength: size }),
      (entries, x) => {
        // 50 on the diagonal outweighs the four others of the row, so the matrix is regular; the rows
        // are turned round, so that every pivot has to be sought.
        const matrix = Array.from({ length: size }, (_, i) =>
          Array.from(
            { length: size },
            (_, j) => (entries[i * size + j] as number) + (i + j === size - 1 ? 50 : 0),
          ),
        );
        const right = matrix.map((row) => row.reduce((sum, a, j) => sum + a * (x[j] as number), 0));
        const given = JSON.stringify([matrix, right]);
        solve(matrix, right).forEach((value, i) => {
          expect(value).toBeCloseTo(x[i] as number, 10);
        });
        expect(JSON.stringify([matrix, right])).toBe(given);
      },
    ),
  );
});

it('solve changes rows where the first pivot is 0', () => {
  // y = 3, 2 x + y = 7
  const matrix = [
    [0, 1],
    [2, 1],
  ];
  expect(solve(matrix, [3, 7])).toEqual([2, 3]);
});
