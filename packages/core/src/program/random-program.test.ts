import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference, programs, wildValues } from '../../test/random-program.js';
import type { Operation, Source } from './expression.js';

test('random programs use every operation and every kind of input', () => {
  const seen = new Set<string>();
  for (const program of fc.sample(programs(), { numRuns: 300, seed: 1 })) {
    for (const node of program.nodes) seen.add(node.op);
    for (const { reduce } of program.outputs) seen.add(`output: ${reduce}`);
  }
  const all: Record<Operation | Source | 'constant', true> = {
    ...{ add: true, sub: true, mul: true, div: true, min: true, max: true, neg: true, abs: true },
    ...{ sqrt: true, sign: true, less: true, equal: true, where: true, bits: true, uniform: true },
    ...{ tensor: true, broadcast: true, scalar: true, integer: true, constant: true },
  };
  const outputs = ['output: undefined', 'output: sum', 'output: max'];
  expect([...seen].sort()).toEqual([...Object.keys(all), ...outputs].sort());
});

test('wild values hold NaN, infinities, both zeros and subnormals', () => {
  const values = wildValues(1, 400);
  const subnormal = (x: number) => x !== 0 && Math.abs(x) < 2 ** -126;
  expect(values.some(Number.isNaN)).toBe(true);
  expect(values.includes(Infinity) && values.includes(-Infinity)).toBe(true);
  expect(values.some((x) => Object.is(x, 0)) && values.some((x) => Object.is(x, -0))).toBe(true);
  expect(values.some(subnormal)).toBe(true);
});

test('a difference is found in a zero of other sign and a missing element, not in NaN', () => {
  expect(difference([1, NaN], [1, NaN])).toBeUndefined();
  expect(difference([0], [-0])).toEqual({ element: 0, actual: 0, expected: -0 });
  expect(difference([], [1])).toEqual({ actualLength: 0, expectedLength: 1 });
  expect(difference(undefined, 1)).toEqual({ actualLength: 0, expectedLength: 1 });
});
