import {
  env,
  floor,
  getBackend,
  keep,
  mul,
  pad,
  reshape,
  slice,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { StateError } from '../errors.js';
import { findBackend } from '../program/index.js';

/** Whole numbers from 0 to 255, several of them in each number of a tensor. */
export interface PackedBytes {
  readonly numbers: Tensor;
  /** Bytes in each of the numbers. */
  readonly count: 3 | 4;
  /** What the bytes are unpacked to. */
  readonly shape: readonly number[];
}

/**
 * Bytes that a number holds on the current backend: four where tensors are arrays of the host with all bits of
 * an int32, as the adapter says, otherwise what a float holds exactly.
 * @throws {@link StateError} where a float has 16 bits: the scales of blocks would not survive.
 */
function bytesInNumber(): PackedBytes['count'] {
  if (findBackend()?.hostTensors) return 4;
  // Not floatPrecision(): that of TensorFlow.js's WebGL is 16 just where textures have 32 bits.
  if (getBackend() !== 'webgl' || env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) return 3;
  throw new StateError(
    'state: got a device whose textures have 16 bits, expected 32 for state in 8 bits. Take the optimizer ' +
      'without 8bit in its name.',
  );
}

/** Packs bytes as close as the backend allows. Their owner frees `numbers`, whatever `tf.tidy` surrounds it. */
export function packBytes(bytes: Tensor): PackedBytes {
  const { size, shape } = bytes;
  const count = bytesInNumber();
  const length = Math.ceil(size / count);
  if (count === 4) {
    const array = new Uint8Array(4 * length);
    array.set(bytes.dataSync());
    return { numbers: keep(tensor(new Int32Array(array.buffer), [length], 'int32')), count, shape };
  }
  const numbers = tidy(() => {
    const padded = pad(reshape(bytes, [size]), [[0, count * length - size]]);
    return join(reshape(padded, [count, length]));
  });
  return { numbers: keep(numbers), count, shape };
}

/**
 * The bytes again, each in an element.
 *
 * @throws {@link StateError} when they were packed on a backend whose numbers have more bits.
 */
export function unpackBytes({ numbers, count, shape }: PackedBytes): Tensor {
  if (count > bytesInNumber()) {
    throw new StateError(
      `state: got ${count} bytes in a number, expected ${bytesInNumber()} at most on this backend. Take ` +
        'stateDict() before the backend is changed, and load it afterwards.',
    );
  }
  const size = shape.reduce((a, b) => a * b, 1);
  if (count === 4) {
    const { buffer, byteOffset } = numbers.dataSync<'int32'>();
    return tensor(new Float32Array(new Uint8Array(buffer, byteOffset, size)), [...shape]);
  }
  return tidy(() => {
    const bytes = split(numbers, count);
    return reshape(slice(reshape(bytes, [bytes.size]), 0, size), [...shape]);
  });
}

/** Numbers [length] whose digits to the base 256 are [digits, length], the highest first. */
function join(digits: Tensor): Tensor {
  return sum(mul(digits, places(digits.shape[0] as number, 1)), 0);
}

/** What {@link join} put together. All is exact, since floats hold such numbers and their powers of 2. */
function split(numbers: Tensor, count: number): Tensor {
  const { size } = numbers;
  const shifted = floor(mul(reshape(numbers, [1, size]), places(count, -1)));
  const above = pad(slice(shifted, [0, 0], [count - 1, size]), [
    [1, 0],
    [0, 0],
  ]);
  return sub(shifted, mul(above, 256));
}

/** The place values of digits to the base 256, or with sign −1 their inverses. */
function places(count: number, sign: 1 | -1): Tensor {
  const values = Array.from({ length: count }, (_, i) => 256 ** (sign * (count - 1 - i)));
  return tensor(values, [count, 1]);
}
