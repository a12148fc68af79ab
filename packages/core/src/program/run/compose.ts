import * as tf from '@tensorflow/tfjs-core';
import type { Operation } from '../expression.js';
import { operations } from '../interpret.js';
import { threefry } from '../threefry.js';
import type { Program } from '../trace.js';
import type { KernelCall } from './backend.js';

/**
 * Runs a program with ordinary TensorFlow.js ops: the fallback where no adapter is registered.
 * Slower, never wrong. It ignores `owned`: every output is a new tensor with a buffer of its own.
 *
 * What follows from numbers of the step alone is computed here and takes no op.
 */
export function compose(program: Program, call: KernelCall<tf.Tensor>): Record<string, tf.Tensor> {
  const shape = [...call.shape];
  const tensors = [...call.tensors, ...call.broadcasts];
  const tensorNames = [...program.tensors, ...program.broadcasts];
  const numberNames = [...program.scalars, ...program.integers];
  const tensorOf = (name: string) => tensors[tensorNames.indexOf(name)] as tf.Tensor;
  const numberOf = (name: string) => call.numbers[numberNames.indexOf(name)] as number;
  return tf.tidy(() => {
    const values: (tf.Tensor | number)[] = [];
    program.nodes.forEach((node, index) => {
      const args = node.args.map((arg) => values[arg] as tf.Tensor | number);
      const name = node.name as string;
      switch (node.op) {
        case 'constant':
          values[index] = Math.fround(node.value as number);
          break;
        case 'tensor':
        case 'broadcast':
          values[index] = tensorOf(name);
          break;
        case 'scalar':
          values[index] = Math.fround(numberOf(name));
          break;
        case 'integer':
          values[index] = numberOf(name);
          break;
        case 'bits':
          values[index] = randomBits(...(args as [number, number, number]), shape);
          break;
        default:
          values[index] = applied(node.op, args);
      }
    });
    const outputs: Record<string, tf.Tensor> = {};
    const taken = new Set(tensors.map(({ dataId }) => dataId));
    for (const { name, node, reduce } of program.outputs) {
      const value = spread(asTensor(values[node] as tf.Tensor | number), shape);
      let result = value;
      if (reduce === 'sum') result = sumOf(value);
      if (reduce === 'max') result = value.size === 0 ? tf.scalar(-Infinity) : tf.max(value);
      // Clones, reshapes and sums of one element share a buffer with what they were made from.
      if (taken.has(result.dataId)) result = tf.mul(result, 1);
      taken.add(result.dataId);
      outputs[name] = result;
    }
    return outputs;
  });
}

/** An operation on numbers alone as a number, and any other as an op, unless the numbers choose one of its operands. */
function applied(op: keyof typeof ops, args: readonly (tf.Tensor | number)[]): tf.Tensor | number {
  if (args.every((arg) => typeof arg === 'number')) {
    const [a = 0, b = 0, c = 0] = args;
    return Math.fround(operations[op](a, b, c, 0));
  }
  const [condition, a, b] = args;
  if (op === 'where' && typeof condition === 'number') return (condition ? a : b) as tf.Tensor;
  return ops[op](...(args.map(asTensor) as [tf.Tensor, tf.Tensor, tf.Tensor]));
}

const asTensor = (value: tf.Tensor | number): tf.Tensor =>
  typeof value === 'number' ? tf.scalar(value) : value;

/** Each operation as a TensorFlow.js op. */
const ops: Readonly<
  Record<Exclude<Operation, 'bits'>, (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => tf.Tensor>
> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  min: tf.minimum,
  max: tf.maximum,
  neg: tf.neg,
  abs: tf.abs,
  sqrt: tf.sqrt,
  // tf.sign makes 0 of NaN on some backends, and of −0.
  sign: (a) => tf.where(tf.less(a, 0), -1, tf.where(tf.greater(a, 0), 1, a)),
  less: tf.less,
  equal: tf.equal,
  where: tf.where,
  uniform: (high) => tf.mul(high, 2 ** -24),
};

/** Elements that may be added one after another. */
const blockSize = 64;

/** The sum of all elements, in blocks: some backends add one float32 number after another. */
function sumOf(x: tf.Tensor): tf.Tensor {
  let partial: tf.Tensor = tf.reshape(x, [x.size]);
  while (partial.size > blockSize) {
    const blocks = Math.ceil(partial.size / blockSize);
    const missing = blocks * blockSize - partial.size;
    const whole = missing === 0 ? partial : tf.pad(partial, [[0, missing]]);
    partial = tf.sum(tf.reshape(whole, [blocks, blockSize]), 1);
  }
  return tf.sum(partial);
}

/** A result that may be the same for all elements, in the shape of the tensors. */
function spread(value: tf.Tensor, shape: number[]): tf.Tensor {
  // tf.broadcastTo makes one element where there are none.
  return tf.util.sizeFromShape(shape) === 0 ? tf.zeros(shape) : tf.broadcastTo(value, shape);
}

/**
 * The upper 24 random bits of each element, which a float32 holds exactly. TensorFlow.js has no
 * 32-bit integers without sign and no shifts, so they are made on the host.
 */
function randomBits(key: number, stream: number, step: number, shape: number[]): tf.Tensor {
  const high = Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, element) => threefry(key, stream, element, step)[0] >>> 8,
  );
  return tf.tensor(high, shape);
}
