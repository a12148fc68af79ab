import { expect } from 'vitest';
import type { KernelStep, KernelTensor } from '../src/rows/kernel-step.js';
import { bindRows, compileRows, rowArguments, scratchRows } from '../src/rows/row-loop.js';
import { rowsOf } from '../src/rows/rows-of.js';

const memory = new WebAssembly.Memory({ initial: 64 });
const floats = new Float32Array(memory.buffer);
const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Kernels that are written down one by one, on tensors that are numbered. */
export class Steps {
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
export const reshape = (tensor: KernelTensor, ...shape: number[]): KernelTensor => ({
  ...tensor,
  shape,
});

/** What a tensor that is given has in it. */
export const valuesOf = ({ buffer, shape }: KernelTensor): Float32Array =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(12.9898 * i + 7 * buffer) * 3);

/** What the machine code makes. */
export function compiled(
  { steps, given }: Steps,
  outputs: readonly KernelTensor[],
): Float32Array[] {
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

/** Holds the machine code against the plain loops, to the bit. */
export function expectPlain(steps: Steps, ...outputs: KernelTensor[]): void {
  const found = compiled(steps, outputs);
  plain(steps, outputs).forEach((values, i) => {
    expect([...(found[i] as Float32Array)]).toEqual([...values]);
  });
}
