import { describe, expect, it } from 'vitest';
import { compiled, expectPlain, reshape, Steps, valuesOf } from '../../test/kernel-steps.js';
import type { KernelTensor } from './kernel-step.js';
import { rowsOf } from './rows-of.js';

const shapes = [1, 2, 3, 4, 5, 8, 17].map((columns) => [6, columns] as const);

describe.each(shapes)('kernels on a [%i, %i] matrix', (rows, columns) => {
  const whole: [number, number] = [rows, columns];

  it('that take single elements', () => {
    const s = new Steps();
    const x = s.input(...whole);
    const positive = s.run('Abs', whole, [x]);
    const all = ['Sqrt', 'Rsqrt', 'Reciprocal', 'Neg', 'Square'].map((name) =>
      s.run(name, whole, [positive]),
    );
    const others = ['Relu', 'Step'].map((name) => s.run(name, whole, [x], { alpha: 0.25 }));
    expectPlain(s, ...all, ...others);
  });

  it('that take two, and one for each column, each row or all', () => {
    const s = new Steps();
    const x = s.input(...whole);
    const others = [s.input(...whole), s.input(columns), s.input(rows, 1), s.input()];
    const names = ['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference'];
    const made = names.flatMap((name) =>
      others.flatMap((other) => [s.run(name, whole, [x, other]), s.run(name, whole, [other, x])]),
    );
    expectPlain(s, ...made);
  });

  it('that go on with sums, means and maxima of rows, as a normalization does', () => {
    const s = new Steps();
    const [x, gain, small] = [s.input(...whole), s.input(columns), s.input()];
    const centred = s.run('Sub', whole, [x, s.run('Mean', [rows, 1], [x], { axis: 1 })]);
    const square = s.run('Square', whole, [centred]);
    const variance = s.run('Mean', [rows, 1], [square], { axis: [1] });
    const shifted = s.run('Add', [rows, 1], [variance, s.run('Abs', [], [small])]);
    const normal = s.run('Multiply', whole, [centred, s.run('Rsqrt', [rows, 1], [shifted])]);
    const moreGain = s.run('Add', [columns], [gain, small]);
    const scaled = s.run('Multiply', whole, [normal, moreGain]);
    const largest = s.run('Max', [rows], [scaled], { reductionIndices: [1] });
    const total = s.run('Sum', [rows], [scaled], { axis: 1 });
    const both = s.run('Multiply', [rows], [largest, total]);
    expectPlain(s, scaled);
    expectPlain(s, centred, moreGain, shifted, both, total);
  });

  it('that sum columns beside what they write', () => {
    const s = new Steps();
    const [x, y] = [s.input(...whole), s.input(...whole)];
    const product = s.run('Multiply', whole, [x, s.run('Step', whole, [y], { alpha: 0.25 })]);
    const sums = s.run('Sum', [columns], [product], { axis: 0 });
    // One column is summed as a row is.
    if (columns > 1) expectPlain(s, sums);
    else expect(rowsOf(s.steps, [sums.buffer])).toBeUndefined();
  });

  it('in other shapes of the same elements', () => {
    const s = new Steps();
    const x = s.input(...whole);
    const sums = s.run('Sum', [rows], [x], { axis: 1 });
    const less = s.run('Sub', whole, [x, reshape(sums, rows, 1)]);
    const square = s.run('Square', [2, 3, columns], [reshape(less, 2, 3, columns)]);
    expectPlain(s, square);
  });
});

it.each<[number[], number[]]>([
  [
    [2, 4, 3],
    [4, 3],
  ], // a position of each row
  [
    [2, 3, 4, 5],
    [2, 1, 1, 5],
  ], // a mask of each part of a batch
  [
    [2, 3, 4, 5],
    [3, 1, 1],
  ],
  [
    [3, 2, 1, 5],
    [2, 1, 1],
  ],
  [
    [2, 1, 5],
    [2, 5, 5],
  ],
])('rows are chosen where [%s] and [%s] meet', (a, b) => {
  const shape = a.map((length, axis) =>
    Math.max(length, b.at(axis - a.length) ?? (axis < a.length - b.length ? length : 1)),
  );
  const s = new Steps();
  const sum = s.run('Add', shape, [s.input(...a), s.input(...b)]);
  expectPlain(s, s.run('Square', shape, [sum]));
});

it('sums over the first axis alone keep the rows of the others', () => {
  const s = new Steps();
  const x = s.input(4, 3, 5);
  const largest = s.run('Max', [4, 3, 1], [x], { reductionIndices: 2 });
  const less = s.run('Sub', [4, 3, 5], [x, largest]);
  expectPlain(s, s.run('Sum', [3, 5], [less], { axis: 0 }));
});

it('tanh is near to what it is in float64', () => {
  const s = new Steps();
  const x = s.input(4001);
  const y = s.run('Tanh', [4001], [s.run('Multiply', [4001], [x, s.input()])]);
  const factor = valuesOf(s.given[1] as KernelTensor)[0] as number;
  const far = (compiled(s, [y])[0] as Float32Array).filter((value, i) => {
    const wanted = Math.tanh(Math.fround((valuesOf(x)[i] as number) * factor));
    return Math.abs(value - wanted) > 3e-7 * Math.abs(wanted);
  });
  expect([...far]).toEqual([]);
});

it('softmax sums to one', () => {
  const s = new Steps();
  const y = s.run('Softmax', [5, 7], [s.input(5, 7)], { dim: 1 });
  const [values] = compiled(s, [y]) as [Float32Array];
  for (let row = 0; row < 5; row++) {
    const sum = values.subarray(7 * row, 7 * row + 7).reduce((a, b) => a + b);
    expect(sum).toBeCloseTo(1, 6);
  }
});

describe('kernels are no row program', () => {
  const refused = (build: (s: Steps, x: KernelTensor) => KernelTensor) => {
    const s = new Steps();
    const { buffer } = build(s, s.input(4, 6));
    expect(rowsOf(s.steps, [buffer])).toBeUndefined();
  };

  it('where one of them is unknown, or computes something else than float32', () => {
    refused((s, x) => s.run('Transpose', [6, 4], [x]));
    refused((s, x) => s.run('Neg', [4, 6], [{ ...x, dtype: 'int32' }]));
    refused((s) => s.run('Neg', [0, 6], [s.input(0, 6)]));
  });

  it('where columns or rows alternate', () => {
    refused((s) => s.run('Add', [2, 2, 2, 2], [s.input(2, 2, 2, 2), s.input(2, 1, 2, 1)]));
  });

  it('where one goes on with the sums of columns, or reduces what has been reduced', () => {
    refused((s, x) => s.run('Add', [4, 6], [x, s.run('Sum', [6], [x], { axis: 0 })]));
    refused((s, x) => {
      const rows = s.run('Sum', [4], [x], { axis: 1 });
      return s.run('Sum', [], [rows], { axis: 0 });
    });
    refused((s) => s.run('Mean', [6], [s.input(4, 6)], { axis: 0 }));
  });

  it('where a row is also a column', () => {
    refused((s) => {
      const x = s.input(4, 4);
      const rows = s.run('Sum', [4], [x], { axis: 1 });
      return s.run('Sub', [4, 4], [x, rows]);
    });
  });
});
