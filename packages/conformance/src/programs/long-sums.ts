import { BatchNorm, crossEntropy, entropy, LayerNorm, meanSquaredError } from '@nadir/nn';
import { fill, ones, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { expectNumber } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { read } from '../run.js';

/** Two units in the last place of float32, or what the functions of a device are off by. */
const allowed = { relative: 3e-6, absolute: 1e-6 };

const expectScalar = async (given: Tensor, expected: number, what: string): Promise<void> =>
  expectNumber((await read(given))[0] as number, expected, what, allowed);

/** What is summed over many elements is as exact as over few: losses, and statistics of batches. */
export const sumsManyTerms: ProgramLaw = (it) => {
  it('losses of four thousand examples are those of one', async () => {
    const n = 4_099;
    const error = Math.fround(1.1) ** 2;
    await expectScalar(meanSquaredError(fill([n], 1.1), zeros([n])), error, 'meanSquaredError');
    // Of classes that are equally likely.
    const logits = zeros([n, 4]);
    await expectScalar(crossEntropy(logits, zeros([n], 'int32')), Math.log(4), 'crossEntropy');
    const weighted = { classWeights: [0.3, 1, 1, 1] };
    const loss = crossEntropy(logits, zeros([n], 'int32'), weighted);
    await expectScalar(loss, Math.log(4), 'crossEntropy by weights');
    await expectScalar(entropy(logits), Math.log(4), 'entropy');
  });

  it('BatchNorm knows mean and variance of a hundred thousand values', async () => {
    // 65 537 is a prime number; three of eight values are 1.3, the others 0.1.
    for (const n of [98_304, 65_537]) {
      const high = Array.from({ length: n }, (_, i) => i % 8 < 3);
      const x = tensor(
        Float32Array.from(high, (is) => (is ? 1.3 : 0.1)),
        [n, 1],
      );
      const layer = new BatchNorm(1, { momentum: 1 });
      layer.forward(x);
      const share = high.filter((is) => is).length / n;
      const [large, small] = [Math.fround(1.3), Math.fround(0.1)];
      const mean = share * large + (1 - share) * small;
      const variance = share * (1 - share) * (large - small) ** 2 * (n / (n - 1));
      await expectScalar(layer.runningMean as Tensor, mean, `mean of ${n}`);
      await expectScalar(layer.runningVariance as Tensor, variance, `variance of ${n}`);
    }
  });

  it('LayerNorm knows them of many features', async () => {
    const n = 20_000;
    const layer = new LayerNorm(n, { epsilon: 1e-12 });
    layer.gamma?.assign(ones([n]));
    const x = tensor(
      Float32Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1.3 : 0.1)),
      [1, n],
    );
    const y = await read(layer.forward(x));
    // A quarter of the values: √3 and −1/√3 standard deviations from the mean.
    expectNumber(y[0] as number, Math.sqrt(3), 'large', allowed);
    expectNumber(y[1] as number, -1 / Math.sqrt(3), 'small', allowed);
  });
};
