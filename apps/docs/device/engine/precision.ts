import { add, div, execute, type Program, sqrt, trace } from '@nadir/core';
import { allocate } from '@nadir/core/internal';
import { add as addTensors, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { Precision } from './report.js';

/** 1 + 2⁻ᵏ for each number of bits k that float32 has behind the point. */
const aboveOne = Float32Array.from({ length: 23 }, (_, i) => 1 + 2 ** -(i + 1));

const quotients = 997;
const numerators = Float32Array.from({ length: quotients }, (_, i) => 1 + i / quotients);
const denominators = Float32Array.from({ length: quotients }, (_, i) => 3 + Math.sin(i));

const sums = trace({ name: 'Sum', tensors: ['a', 'b'] }, ({ a, b }) => ({ result: add(a, b) }));
const ratios = trace({ name: 'Ratio', tensors: ['a', 'b'] }, ({ a, b }) => ({
  result: div(a, b),
}));
const roots = trace({ name: 'Root', tensors: ['a'] }, ({ a }) => ({ result: sqrt(a) }));
const copies = trace({ name: 'Copy', tensors: ['a'] }, ({ a }) => ({ target: a }));

/** Measures how the backend in use keeps and computes numbers. */
export async function measurePrecision(): Promise<Precision> {
  const zeros = new Float32Array(aboveOne.length);
  const tiny = Float32Array.of(2 ** -127, 2 ** -149, 3 * 2 ** -140);
  const doubled = await runOf(sums, { a: tiny, b: tiny });
  const [quotient, root] = [
    await runOf(ratios, { a: numerators, b: denominators }),
    await runOf(roots, { a: denominators }),
  ];
  return {
    tensorBits: bitsOf(await sumOfTensors(aboveOne, zeros)),
    stateBits: bitsOf(await keptAsState(aboveOne)),
    subnormals: tiny.every((x, i) => doubled[i] === 2 * x),
    quotientError: errorOf(quotient, (i) => at(numerators, i) / at(denominators, i)),
    rootError: errorOf(root, (i) => Math.sqrt(at(denominators, i))),
  };
}

/** How many of the bits behind the point have come back. */
const bitsOf = (values: Float32Array): number => {
  const lost = aboveOne.findIndex((x, i) => values[i] !== x);
  return lost < 0 ? aboveOne.length : lost;
};

/** Greatest distance from the nearest float32, in units of the last place, rounded to tenths. */
function errorOf(values: Float32Array, exactAt: (i: number) => number): number {
  const distances = Array.from(values, (value, i) => {
    const nearest = Math.fround(exactAt(i));
    return Math.abs(value - nearest) / 2 ** (Math.floor(Math.log2(nearest)) - 23);
  });
  return Math.round(10 * Math.max(...distances)) / 10;
}

/** Runs a program of Nadir on the backend in use. */
async function runOf(
  program: Program,
  inputs: Readonly<Record<string, Float32Array>>,
): Promise<Float32Array> {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, values]) => [name, tensor1d(values)]),
  );
  const [{ length }] = Object.values(inputs) as [Float32Array];
  const { result } = execute(program, { tensors, shape: [length] });
  const values = await read(result as Tensor);
  for (const one of [...Object.values(tensors), result]) one?.dispose();
  return values;
}

/** Numbers that have gone to where Nadir keeps state, and back. */
async function keptAsState(values: Float32Array): Promise<Float32Array> {
  const shape = [values.length];
  const a = tensor1d(values);
  const [target] = allocate([shape]) as [Tensor];
  const made = execute(copies, { tensors: { a, target }, owned: ['target'], shape });
  const kept = made.target ?? target;
  const back = await read(kept);
  for (const one of new Set([a, target, kept])) one.dispose();
  return back;
}

/** A sum as TensorFlow.js computes it. */
async function sumOfTensors(a: Float32Array, b: Float32Array): Promise<Float32Array> {
  const [x, y] = [tensor1d(a), tensor1d(b)];
  const result = addTensors(x, y);
  const values = await read(result);
  for (const one of [x, y, result]) one.dispose();
  return values;
}

const read = async (from: Tensor): Promise<Float32Array> => Float32Array.from(await from.data());

const at = (array: Float32Array, i: number): number => array[i] as number;
