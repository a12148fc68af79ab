import {
  add,
  cast,
  engine,
  floor,
  keep,
  less,
  minimum,
  mul,
  pad,
  reshape,
  scalar,
  slice,
  stack,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  unstack,
} from '@tensorflow/tfjs-core';
import { StateError } from '../errors.js';
import { findBackend } from '../program/index.js';

/** Whole numbers from 0 to 255, several of them in each number of a tensor. */
export interface PackedBytes {
  readonly numbers: Tensor;
  /** Bytes in each of the numbers. */
  readonly count: 1 | 3 | 4;
  /** What the bytes are unpacked to. */
  readonly shape: readonly number[];
}

/**
 * Bytes that a number holds on the current backend: four where int32 has all its bits, as the adapter
 * says, otherwise what a float holds exactly.
 */
function bytesInNumber(): PackedBytes['count'] {
  if (findBackend()?.exactIntegers) return 4;
  return engine().backend.floatPrecision() === 32 ? 3 : 1;
}

/** Packs bytes as close as the backend allows. Their owner frees `numbers`, whatever `tf.tidy` surrounds it. */
export function packBytes(bytes: Tensor): PackedBytes {
  const { size, shape } = bytes;
  const count = bytesInNumber();
  const length = Math.ceil(size / count);
  const numbers = tidy(() => {
    const padded = pad(reshape(bytes, [size]), [[0, count * length - size]]);
    if (count < 4) return reshape(join(reshape(padded, [1, count, length])), [length]);
    const [upper, lower] = unstack(join(reshape(padded, [2, 2, length]))) as [Tensor, Tensor];
    // Less 2¹⁵, since the highest bit is that of the sign.
    return add(mul(cast(sub(upper, 2 ** 15), 'int32'), wide()), cast(lower, 'int32'));
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
  return tidy(() => {
    const rows = count === 4 ? halves(numbers) : reshape(numbers, [1, numbers.size]);
    const bytes = split(rows, count === 4 ? 2 : count);
    const size = shape.reduce((a, b) => a * b, 1);
    return reshape(slice(reshape(bytes, [bytes.size]), 0, size), [...shape]);
  });
}

const wide = () => scalar(2 ** 16, 'int32');

/** The upper and the lower 16 bits of int32 numbers, as two rows of numbers from 0 to 65535. */
function halves(numbers: Tensor): Tensor {
  // A float has 24 of the 32 bits, so the upper half may be rounded up.
  const near = minimum(floor(mul(cast(numbers, 'float32'), 2 ** -16)), 2 ** 15 - 1);
  const rest = sub(numbers, mul(cast(near, 'int32'), wide()));
  const isOver = cast(less(rest, scalar(0, 'int32')), 'float32');
  const upper = add(sub(near, isOver), 2 ** 15);
  return stack([upper, add(cast(rest, 'float32'), mul(isOver, 2 ** 16))]);
}

/** Numbers [rows, length] whose digits to the base 256 are [rows, digits, length], the highest first. */
function join(digits: Tensor): Tensor {
  return sum(mul(digits, places(digits.shape[1] as number, 1)), 1);
}

/** What {@link join} put together. All is exact, since floats hold such numbers and their powers of 2. */
function split(numbers: Tensor, count: number): Tensor {
  const [rows, length] = numbers.shape as [number, number];
  const shifted = floor(mul(reshape(numbers, [rows, 1, length]), places(count, -1)));
  const above = slice(shifted, [0, 0, 0], [rows, count - 1, length]);
  return sub(
    shifted,
    mul(
      pad(above, [
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
      256,
    ),
  );
}

/** The place values of digits to the base 256, or with sign −1 their inverses. */
function places(count: number, sign: 1 | -1): Tensor {
  const values = Array.from({ length: count }, (_, i) => 256 ** (sign * (count - 1 - i)));
  return tensor(values, [1, count, 1]);
}
