import { ready, setBackend } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemData } from '../../../data/problem.js';
import { resolveConfig } from '../../../run/config.js';
import type { Setting } from './course.js';
import { dataCourse } from './on-data.js';

const data = problemData('moons', 0);
const config = resolveConfig(
  { epochs: 1, hidden: [8], dropout: 0.3, batch: 64, seed: 0 },
  'cpu',
  data,
);
const course = dataCourse(config, data, 0.9);

/** The losses of the batches of a run, each before its step. */
async function lossesOf(setting: Setting, seed: number): Promise<number[]> {
  const runner = course.begin(setting, seed);
  const losses: number[] = [];
  for (let step = 0; step < course.steps; step++) losses.push(await runner.step());
  runner.dispose();
  return losses;
}

// With learning rate 0 weights stay as they begin, so losses tell weights, batches and dropout.
const resting = (name: string): Setting => ({ name, options: { learningRate: 0 } });

beforeAll(async () => {
  await setBackend('cpu');
  await ready();
});

describe('runs on data', () => {
  it('from the same seed have the same weights, batches and dropout, whatever the optimizer', async () => {
    const sgd = await lossesOf(resting('sgd'), 5);
    expect(new Set(sgd).size).toBe(course.steps);
    expect(await lossesOf(resting('adam'), 5)).toEqual(sgd);
    expect(await lossesOf(resting('rmsprop'), 5)).toEqual(sgd);
  });

  it('from another seed have others', async () => {
    const first = await lossesOf(resting('sgd'), 5);
    for (const loss of await lossesOf(resting('sgd'), 6)) expect(first).not.toContain(loss);
  });

  it('are read on the validation part and tested on the test part, which share no example', async () => {
    const rows = [data.train, data.validation, data.test].flatMap(({ features, targets }) => {
      const values = features as Float32Array;
      return Array.from(targets, (_, i) => `${values[2 * i]} ${values[2 * i + 1]}`);
    });
    expect(rows).toHaveLength(500);
    expect(new Set(rows).size).toBe(500);
    const runner = course.begin({ name: 'adam', options: { learningRate: 0.05 } }, 1);
    for (let step = 0; step < course.steps; step++) await runner.step();
    const [validation, test] = [await runner.read(), await runner.test?.()];
    runner.dispose();
    // A share of 60 examples and one of 100.
    expect((validation.value * 60) % 1).toBeCloseTo(0, 9);
    expect(((test?.value ?? Number.NaN) * 100) % 1).toBeCloseTo(0, 9);
  });
});
