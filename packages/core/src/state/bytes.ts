import {
  engine,
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
import type { BytePacking } from '../program/run/backend.js';
import { findBackend } from '../program/run/registry.js';
import { sizeOf } from '../shape.js';
import type { PackedBytes } from '../transform/slot.js';

/** A way to keep bytes on a backend. What it returns is new. */
interface Packing {
  /** Bytes in each number. */
  readonly count: 3 | 4;
  pack(bytes: Tensor): Tensor;
  unpack(numbers: Tensor, shape: readonly number[]): Tensor;
}

/** Packs bytes as close as the backend allows. */
export function packBytes(bytes: Tensor): PackedBytes {
  const { count, pack } = packing();
  const numbers = keep(pack(bytes));
  const { shape } = bytes;
  return {
    numbers,
    dispose: () => numbers.dispose(),
    repack: packBytes,
    unpack: () => unpack(numbers, count, shape),
  };
}

function unpack(numbers: Tensor, count: Packing['count'], shape: readonly number[]): Tensor {
  const here = packing();
  if (count > here.count) {
    throw new StateError(
      `state: got ${count} bytes in a number, expected ${here.count} at most on this backend. Take ` +
        'stateDict() before the backend is changed, and load it afterwards.',
    );
  }
  return (count === 3 ? inFloats : here).unpack(numbers, shape);
}

/**
 * The way of the current backend.
 * @throws {@link StateError} where a float has 16 bits: the scales of blocks would not survive.
 */
function packing(): Packing {
  const backend = findBackend();
  if (backend?.bytes !== undefined) return byAdapter(backend.bytes);
  if (backend?.hostTensors) return inArrays;
  // Not floatPrecision(): that of TensorFlow.js's WebGL is 16 just where textures have 32 bits.
  if (getBackend() !== 'webgl' || env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) return inFloats;
  throw new StateError(
    'state: got a device whose textures have 16 bits, expected 32 for state in 8 bits. Take the optimizer ' +
      'without 8bit in its name.',
  );
}

const byAdapter = ({ pack, unpack }: BytePacking): Packing => ({
  count: 4,
  pack: (bytes) => engine().makeTensorFromTensorInfo(pack(bytes)),
  unpack: (numbers, shape) => engine().makeTensorFromTensorInfo(unpack(numbers, shape)),
});

/** In the bytes of an array that belongs to a tensor. */
const inArrays: Packing = {
  count: 4,
  pack(bytes) {
    const array = new Uint8Array(4 * Math.ceil(bytes.size / 4));
    array.set(bytes.dataSync());
    return tensor(new Int32Array(array.buffer), undefined, 'int32');
  },
  unpack(numbers, shape) {
    const { buffer, byteOffset } = numbers.dataSync<'int32'>();
    const bytes = new Uint8Array(buffer, byteOffset, sizeOf(shape));
    return tensor(new Float32Array(bytes), [...shape]);
  },
};

/** As the digits of what a float holds exactly, by ordinary ops. */
const inFloats: Packing = {
  count: 3,
  pack: (bytes) =>
    tidy(() => {
      const length = Math.ceil(bytes.size / 3);
      const padded = pad(reshape(bytes, [bytes.size]), [[0, 3 * length - bytes.size]]);
      return join(reshape(padded, [3, length]));
    }),
  unpack: (numbers, shape) =>
    tidy(() => {
      const bytes = split(numbers, 3);
      return reshape(slice(reshape(bytes, [bytes.size]), 0, sizeOf(shape)), [...shape]);
    }),
};

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
