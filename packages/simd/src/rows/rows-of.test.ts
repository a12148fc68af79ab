import { describe, expect, it } from 'vitest';
import type { KernelStep, KernelTensor } from './kernel-step.js';
import { bindRows, compileRows, rowArguments, scratchRows } from './row-loop.js';
import { rowsOf } from './rows-of.js';

const memory = new WebAssembly.Memory({ initial: 64 });
const floats = new Float32Array(memory.buffer);
const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Kernels that are written down one by one, on tensors that are numbered. */
class Steps {
  readonly steps: KernelStep[] = [];
  readonly given: KernelTensor[] = [];
  #buffers = 0;

  input(...shape: number[]): KernelTensor {
    const tensor = this.#tensor(shape);
    this.given.push(tensor);
    return tensor;
  }

  run(name: string, shape: number[], inputs: KernelTensor[], attrs = {}): KernelTensor {
    const output = this.#tensor(shape);
    this.steps.push({ name, inputs, attrs, output });
    return output;
  }

  #tensor(shape: number[]): KernelTensor {
    return { buffer: this.#buffers++, shape, dtype: 'float32' };
  }
}

/** The same elements in another shape. */
const reshape = (tensor: KernelTensor, ...shape: number[]): KernelTensor => ({ ...tensor, shape });

const valuesOf = ({ buffer, shape }: KernelTensor): Float32Array =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(12.9898 * i + 7 * buffer) * 3);

/** What the machine code makes. */
function compiled({ steps, given }: Steps, outputs: readonly KernelTensor[]): Float32Array[] {
  const rows = rowsOf(
    steps,
    outputs.map(({ buffer }) => buffer),
  );
  if (rows === undefined) throw new Error('The kernels are no row program.');
  const { program, columns } = rows;
  let end = 64;
  const reserve = (bytes: number) => {
    const address = end;
    end += (bytes + 15) & ~15;
    return address;
  };
  const addresses = new Map(
    [...given, ...outputs].map((one) => [one.buffer, reserve(4 * sizeOf(one.shape))]),
  );
  for (const one of given) floats.set(valuesOf(one), (addresses.get(one.buffer) as number) / 4);
  for (const one of outputs) {
    const at = (addresses.get(one.buffer) as number) / 4;
    floats.fill(program.outputs.some(({ adds }) => adds) ? 0 : 99, at, at + sizeOf(one.shape));
  }
  const places = [...rows.inputs, ...rows.outputs];
  const { args, addresses: positions } = rowArguments(
    program,
    places.map(({ placement }) => placement),
  );
  const scratch = reserve(scratchRows(program) * ((4 * columns + 15) & ~15));
  args.splice(0, 3, rows.rows, columns, scratch);
  places.forEach(({ buffer }, i) => {
    args[positions[i] as number] = addresses.get(buffer) as number;
  });
  // What lies behind is nobody's.
  floats.fill(55, end / 4, end / 4 + 8);
  bindRows(compileRows(program), memory)(args);
  expect([...floats.slice(end / 4, end / 4 + 8)]).toEqual(Array(8).fill(55));
  return outputs.map(({ buffer, shape }) => {
    const at = (addresses.get(buffer) as number) / 4;
    return floats.slice(at, at + sizeOf(shape));
  });
}

/** The kernels one after the other in plain loops, each operation rounded to float32. */
function plain({ steps, given }: Steps, outputs: readonly KernelTensor[]): Float32Array[] {
  const values = new Map(given.map((one) => [one.buffer, valuesOf(one)]));
  for (const { name, inputs, attrs, output } of steps) {
    const read = inputs.map(({ buffer }) => values.get(buffer) as Float32Array);
    const [first] = inputs as [KernelTensor];
    const reduce = reductions[name];
    const made = reduce
      ? reduce(read[0] as Float32Array, first.shape, attrs)
      : Float32Array.from({ length: sizeOf(output.shape) }, (_, i) => {
          const args = inputs.map(
            (one, k) => (read[k] as Float32Array)[broadcast(i, output.shape, one.shape)] as number,
          );
          return (operations[name] as NonNullable<(typeof operations)[string]>)(...args);
        });
    values.set(output.buffer, made);
  }
  return outputs.map(({ buffer }) => values.get(buffer) as Float32Array);
}

/** The position in a tensor that is broadcast to a shape. */
function broadcast(i: number, shape: readonly number[], own: readonly number[]): number {
  let [rest, at, step] = [i, 0, 1];
  for (let back = 1; back <= own.length; back++) {
    const [length, ownLength] = [shape.at(-back) as number, own.at(-back) as number];
    if (ownLength > 1) at += (rest % length) * step;
    step *= ownLength;
    rest = Math.floor(rest / length);
  }
  return at;
}

const f = Math.fround;
const operations: Readonly<Record<string, (...args: number[]) => number>> = {
  Add: (a = 0, b = 0) => a + b,
  Sub: (a = 0, b = 0) => a - b,
  Multiply: (a = 0, b = 0) => a * b,
  RealDiv: (a = 0, b = 0) => a / b,
  Maximum: (a = 0, b = 0) => Math.max(a, b),
  Minimum: (a = 0, b = 0) => Math.min(a, b),
  SquaredDifference: (a = 0, b = 0) => f(a - b) * f(a - b),
  Neg: (x = 0) => -x,
  Abs: (x = 0) => Math.abs(x),
  Square: (x = 0) => x * x,
  Sqrt: (x = 0) => Math.sqrt(x),
  Rsqrt: (x = 0) => 1 / f(Math.sqrt(x)),
  Reciprocal: (x = 0) => 1 / x,
  Relu: (x = 0) => Math.max(x, 0),
  Step: (x = 0) => (x > 0 ? 1 : 0.25),
};

/** Four sums of every fourth element, and then what is left. */
function sumOf(row: Float32Array): number {
  const whole = row.length - (row.length % 4);
  const parts = [0, 1, 2, 3].map((lane) => {
    let sum = 0;
    for (let i = lane; i < whole; i += 4) sum = f(sum + (row[i] as number));
    return sum;
  }) as [number, number, number, number];
  let sum = f(f(parts[0] + parts[1]) + f(parts[2] + parts[3]));
  for (let i = whole; i < row.length; i++) sum = f(sum + (row[i] as number));
  return sum;
}

const byRow =
  (of: (row: Float32Array) => number) => (x: Float32Array, shape: readonly number[]) => {
    const columns = shape.at(-1) as number;
    return Float32Array.from({ length: x.length / columns }, (_, row) =>
      of(x.subarray(row * columns, (row + 1) * columns)),
    );
  };

const reductions: Readonly<
  Record<
    string,
    (x: Float32Array, shape: readonly number[], attrs: KernelStep['attrs']) => Float32Array
  >
> = {
  Sum(x, shape, { axis }) {
    if (axis !== 0) return byRow(sumOf)(x, shape);
    const kept = x.length / (shape[0] as number);
    const sums = new Float32Array(kept);
    x.forEach((value, i) => {
      sums[i % kept] = (sums[i % kept] as number) + value;
    });
    return sums;
  },
  Mean: byRow((row) => sumOf(row) / row.length),
  Max: byRow((row) => Math.max(...row)),
};

function expectPlain(steps: Steps, ...outputs: KernelTensor[]): void {
  const found = compiled(steps, outputs);
  plain(steps, outputs).forEach((values, i) => {
    expect([...(found[i] as Float32Array)]).toEqual([...values]);
  });
}

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
    const wanted = Math.tanh(f((valuesOf(x)[i] as number) * factor));
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
