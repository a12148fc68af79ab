import { register } from '@nadir/backend-wasm';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkAgreement } from '../agreement.js';
import type { Task } from '../tasks/task.js';
import { trainings } from '../tasks/training.js';
import { makeHandler } from './orders.js';
import type { Maker, StepCounts } from './work.js';

const tiny: Task = {
  name: 'tiny',
  kind: 'update',
  description: 'two tensors',
  shapes: [[3, 5], [7]],
  spreads: [1, 1],
};

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('wasm');
  register();
});

async function arrival(task: Task, maker: Maker, steps: number) {
  const handle = makeHandler(async () => {});
  await handle({ do: 'prepare', key: 'x', task, backend: 'wasm', maker });
  const ms = await handle({ do: 'steps', key: 'x', count: steps });
  const values = (await handle({ do: 'read', key: 'x', stride: 1 })) as number[];
  const counts = (await handle({ do: 'count', key: 'x' })) as StepCounts;
  await handle({ do: 'dispose', key: 'x' });
  return { ms, values, counts };
}

describe('a worker', () => {
  test('does the work of each maker, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    for (const maker of ['nadir', 'tfjs'] as const) {
      const { ms, values } = await arrival(tiny, maker, 3);
      expect(ms).toBeGreaterThan(0);
      expect(values).toHaveLength(22);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each(trainings)('trains $name to the same losses with both optimizers', async (task) => {
    const before = tf.memory().numTensors;
    const [ours, theirs] = [await arrival(task, 'nadir', 2), await arrival(task, 'tfjs', 2)];
    // Eight losses are kept; the fourth step is the first that is replayed.
    const [many, replayed] = [await arrival(task, 'nadir', 8), await arrival(task, 'captured', 8)];
    expect(replayed.values).toEqual(many.values);
    expect(replayed.counts.launches).toBeLessThan(many.counts.launches * 0.6);
    expect(replayed.counts.bytes).toBeLessThan(many.counts.bytes);
    expect(ours.values).toHaveLength(2);
    expect(ours.values[1]).toBeLessThan(ours.values[0] as number);
    checkAgreement(
      [
        { name: 'nadir', rule: 'Adam', values: ours.values },
        { name: 'tfjs', rule: 'Adam', values: theirs.values },
      ],
      'training',
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  test('answers an order for work that it does not have with nothing', async () => {
    const handle = makeHandler(async () => {});
    expect(await handle({ do: 'dispose', key: 'nobody' })).toBeNull();
  });
});
