import { arrayDataset } from '@nadir/train';
import * as tf from '@tensorflow/tfjs';

/** Points in a square, and whether they lie in a disk. Put data of your own in their place. */
export const examples = () => ({ training: points(1000, 1), validation: points(250, 2) });

function points(count: number, seed: number) {
  const places = tf.tidy(() => tf.randomUniform([count, 2], -1, 1, 'float32', seed).dataSync());
  const inDisk = Int32Array.from({ length: count }, (_, i) =>
    Number(places[2 * i] ** 2 + places[2 * i + 1] ** 2 < 0.5),
  );
  return arrayDataset({ inputs: { values: places, shape: [2] }, targets: { values: inDisk } });
}
