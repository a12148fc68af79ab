import { checkObject } from '../check.js';
import { ProgramError } from '../errors.js';
import { checkProgram } from './check-program.js';
import type { Operation } from './expression.js';
import { threefry } from './threefry.js';
import type { Program } from './trace.js';

/** Values of a program's inputs: an array for each tensor, a number for everything else. */
export type InterpreterInputs = Readonly<Record<string, number | ArrayLike<number>>>;

/** Results of a program: an array for each output over elements, a number for each reduction. */
export type InterpreterOutputs = Record<string, number | Float64Array | Float32Array>;

/**
 * The reference meaning of a program: plain, slow, obvious.
 *
 * In `'float32'` every operation is rounded to float32, as every backend does it; in `'float64'`
 * nothing is rounded, so that a formula can be held against a reference to 1e-9. A sum adds
 * element i to the (i mod 4)-th of four float64 numbers and adds these as (0 + 1) + (2 + 3).
 *
 * @param size Number of elements; needed only by a program without tensors.
 * @throws {@link ProgramError} when an input is missing or the tensors have different sizes.
 */
export function interpret(
  program: Program,
  inputs: InterpreterInputs,
  precision: 'float64' | 'float32',
  size?: number,
): InterpreterOutputs {
  checkProgram('interpret', program);
  const count = sizeOf(program, inputs, size);
  const round = precision === 'float32' ? Math.fround : (x: number) => x;
  const make = (n: number) => (precision === 'float32' ? new Float32Array(n) : new Float64Array(n));

  const results: InterpreterOutputs = {};
  const lanes = new Map<string, number[]>();
  for (const { name, reduce } of program.outputs) {
    if (reduce === undefined) results[name] = make(count);
    else lanes.set(name, Array(4).fill(reduce === 'sum' ? 0 : -Infinity));
  }

  const values: number[] = [];
  const at = (node: number | undefined) => (node === undefined ? 0 : (values[node] as number));
  for (let i = 0; i < count; i++) {
    program.nodes.forEach((node, index) => {
      // One by one: a list of them would be made for every element.
      const a = at(node.args[0]);
      const b = at(node.args[1]);
      const c = at(node.args[2]);
      switch (node.op) {
        case 'constant':
          values[index] = round(node.value as number);
          break;
        case 'tensor':
          values[index] = round((inputs[node.name as string] as ArrayLike<number>)[i] as number);
          break;
        case 'broadcast':
        case 'scalar':
          values[index] = round(inputs[node.name as string] as number);
          break;
        case 'integer':
          values[index] = (inputs[node.name as string] as number) >>> 0;
          break;
        default: {
          const value = operations[node.op](a, b, c, i);
          values[index] = node.type === 'float32' ? round(value) : value;
        }
      }
    });
    for (const { name, node, reduce } of program.outputs) {
      const value = values[node] as number;
      const partial = lanes.get(name);
      if (partial === undefined) {
        (results[name] as Float64Array)[i] = value;
      } else if (reduce === 'sum') {
        partial[i % 4] = (partial[i % 4] as number) + value;
      } else {
        partial[i % 4] = Math.max(partial[i % 4] as number, value);
      }
    }
  }

  for (const { name, reduce } of program.outputs) {
    const [l0, l1, l2, l3] = (lanes.get(name) ?? []) as [number, number, number, number];
    if (reduce === 'sum') results[name] = round(l0 + l1 + (l2 + l3));
    if (reduce === 'max') results[name] = Math.max(l0, l1, l2, l3);
  }
  return results;
}

/** Each operation on float64 numbers; the caller rounds. Masks are 0 and 1. */
export const operations: Readonly<
  Record<Operation, (a: number, b: number, c: number, element: number) => number>
> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  sqrt: (a) => Math.sqrt(a),
  sign: (a) => Math.sign(a),
  less: (a, b) => (a < b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
  where: (condition, a, b) => (condition === 1 ? a : b),
  bits: (key, stream, step, element) => threefry(key, stream, element, step)[0],
  uniform: (random) => (random >>> 8) * 2 ** -24,
};

function sizeOf(program: Program, inputs: InterpreterInputs, given: number | undefined): number {
  const { tensors, broadcasts, scalars, integers } = program;
  checkObject(program.name, inputs, 'the values of its inputs by name');
  for (const name of [...tensors, ...broadcasts, ...scalars, ...integers]) {
    if (inputs[name] === undefined || inputs[name] === null) {
      throw new ProgramError(`${program.name}: got no input \`${name}\`, expected one.`);
    }
  }
  const sizes = tensors.map((name) => (inputs[name] as ArrayLike<number>).length);
  const size = given ?? sizes[0] ?? 1;
  if (sizes.some((other) => other !== size)) {
    throw new ProgramError(
      `${program.name}: got tensors of ${sizes.join(', ')} elements, expected ${size} in each.`,
    );
  }
  return size;
}
