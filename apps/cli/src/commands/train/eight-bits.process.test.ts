// Real training, of digits: state in 8 bits loses nothing that a choice of seed would not hide.
import { beforeAll, expect, it } from 'vitest';
import { fakeIo } from '../../../test/fake-io.js';
import { trainSmall } from '../../../test/small-problem.js';
import { useBackend } from '../../backends/load.js';
import { problemData } from '../../data/problem.js';
import { objectiveFor } from '../../training/objective.js';

beforeAll(() => useBackend('wasm', fakeIo()));

/** Losses of the validation part after training with each of three seeds. */
async function lossesOf(
  name: string,
  options: Readonly<Record<string, number>>,
): Promise<number[]> {
  const losses: number[] = [];
  for (const seed of [1, 2, 3]) {
    const { encoder, train, validation } = problemData('digits', 0);
    // 64 × 64 weights, which are enough for state in 8 bits.
    const { model, metrics } = await trainSmall(
      {
        optimizer: { name, options },
        hidden: [64],
        dropout: 0,
        epochs: 4,
        batch: 64,
        seed,
      },
      {
        widths: [64, 64, 10],
        objective: objectiveFor(encoder.target),
        train,
        validation,
      },
    );
    model.dispose();
    losses.push(metrics.at(-1)?.validation?.loss as number);
  }
  return losses;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;

it.each([
  ['adamw', { learningRate: 1e-2 }],
  ['lion', { learningRate: 6e-3 }],
])('reaches the loss of %s with its state in 8 bits', async (name, options) => {
  const [exact, coded] = [await lossesOf(name, options), await lossesOf(`${name}-8bit`, options)];
  // Nothing is learned at ln 10 = 2.3.
  expect(mean(exact)).toBeLessThan(0.4);
  const noise = Math.max(...exact) - Math.min(...exact);
  expect(Math.abs(mean(coded) - mean(exact))).toBeLessThan(noise);
  // It is another training, not the same one under another name.
  expect(coded).not.toEqual(exact);
});
