import { readOptions } from '../check.js';
import type { ClassificationDataset, TrainTest } from './dataset.js';
import { digitsData } from './digits-data.js';
import { type SplitOptions, split, splitOptions } from './split.js';

/** Options of {@link digits}. */
export interface DigitsOptions extends SplitOptions {}

/**
 * Real handwriting: 1797 images of the digits 0 to 9, written by 13 people.
 *
 * An image is 8 × 8 pixels, row by row, from 0 (paper) to 1 (ink) in steps of 1/16, which float32
 * holds exactly. So `features` has the shape [examples, 64], and its 64 columns are named
 * `pixel_0_0` (row 0, column 0) to `pixel_7_7`. Each class has 174 to 183 images. By default 1438
 * are for training and 359 for testing. The images are those of scikit-learn's `load_digits`,
 * in the same order. Nothing is loaded: they are part of this module, about 60 kB.
 *
 * Data: E. Alpaydin & C. Kaynak, Optical Recognition of Handwritten Digits (the test part), UCI
 * Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49. Licence: CC BY 4.0,
 * https://creativecommons.org/licenses/by/4.0/. Changes: packed for embedding, pixels divided
 * by 16. Keep this attribution with the data when you pass them on.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { train, test } = digits();
 * const firstImage = train.features.subarray(0, train.featureCount);
 * ```
 */
export function digits(options: DigitsOptions = {}): TrainTest<ClassificationDataset> {
  return split(decode(digitsData), readOptions('digits', options, splitOptions));
}

/**
 * The packed images: base64 of a row of half bytes, the higher half first. For each image its
 * label; then for each four pixels four flags, the first pixel's the highest, that are set where
 * there is ink, and ink − 1 for each flag that is set.
 */
function decode(packed: string): ClassificationDataset {
  const examples = 1797;
  const featureCount = 64;
  const bytes = atob(packed);
  let position = 0;
  const next = () => {
    const byte = bytes.charCodeAt(position >> 1);
    return position++ % 2 === 0 ? byte >> 4 : byte & 15;
  };

  const features = new Float32Array(examples * featureCount);
  const labels = new Int32Array(examples);
  for (let i = 0; i < features.length; i += 4) {
    if (i % featureCount === 0) labels[i / featureCount] = next();
    const flags = next();
    for (let j = 0; j < 4; j++) {
      if (flags & (8 >> j)) features[i + j] = (next() + 1) / 16;
    }
  }
  return {
    name: 'digits',
    task: 'classification',
    examples,
    featureCount,
    featureNames: Array.from({ length: 64 }, (_, i) => `pixel_${i >> 3}_${i & 7}`),
    features,
    labels,
    classCount: 10,
    classNames: Array.from('0123456789'),
  };
}
