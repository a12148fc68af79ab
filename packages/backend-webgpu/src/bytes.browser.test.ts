import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { expect, test } from 'vitest';
import { bytes } from './bytes.js';

test.each([[[0]], [[]], [[1]], [[3]], [[4]], [[5]], [[2, 3, 7]], [[255 * 4]], [[70_001]]])(
  'takes out of its numbers what it has put into them: %j',
  async (shape) => {
    await tf.setBackend('webgpu');
    const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) =>
      // Every byte beside every other.
      i % 2 === 0 ? (i / 2) % 256 : 255 - (Math.floor(i / 512) % 256),
    );
    const given = tf.tensor(values, shape);
    const packed = tf.engine().makeTensorFromTensorInfo(bytes.pack(given));
    expect([packed.dtype, packed.shape]).toEqual(['int32', [Math.ceil(values.length / 4)]]);
    // The layout of arrays of the host, so that state goes from one backend to the other.
    const array = new Uint8Array(((await packed.data()) as Int32Array).slice().buffer);
    expect(array.slice(0, values.length)).toEqual(new Uint8Array(values));
    expect(array.slice(values.length).every((one) => one === 0)).toBe(true);
    const unpacked = tf.engine().makeTensorFromTensorInfo(bytes.unpack(packed, shape));
    expect(unpacked.shape).toEqual(shape);
    expect(await unpacked.data()).toEqual(values);
    tf.dispose([given, packed, unpacked]);
  },
);
