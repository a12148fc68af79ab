import { describe, expect, test } from 'vitest';
import { stepsBefore } from './agreement.js';
import type { Contender } from './contenders/contender.js';
import { measure } from './measure.js';
import type { Task } from './tasks/task.js';

const tiny: Task = { name: 'tiny', kind: 'update', description: '', shapes: [[1]], spreads: [1] };

/** Contenders that claim a time per step, and a log of what was asked of them. */
function fakes(stepMs: Readonly<Record<string, number>>) {
  const log: string[] = [];
  const contenders = Object.entries(stepMs).map(
    ([name, ms]): Contender => ({
      name,
      rule: 'none',
      prepare: () => void log.push(`prepare ${name}`),
      steps: (count) => {
        log.push(`${name} ${count}`);
        return count * ms;
      },
      read: () => [],
      dispose: () => void log.push(`dispose ${name}`),
    }),
  );
  return { contenders, log };
}

describe('measure', () => {
  test('alternates, forwards and backwards, with untimed steps before the timed ones', async () => {
    const { contenders, log } = fakes({ a: 2, b: 5 });
    await measure(contenders, tiny, { rounds: 2, turnMs: 10 });
    // A turn has 5 and 2 steps. Warm-up lasts two turns, in growing batches below a quarter of one.
    const warmUp = ['a 1', 'a 2', 'a 2', 'a 2', 'a 2', 'a 2', 'b 1', 'b 1', 'b 1', 'b 1'];
    const turns = ['a 3', 'a 5', 'b 1', 'b 2', 'b 1', 'b 2', 'a 3', 'a 5'];
    expect(log).toEqual([
      ...['prepare a', `a ${stepsBefore}`, 'prepare b', `b ${stepsBefore}`, ...warmUp],
      ...turns,
      ...['dispose a', 'dispose b'],
    ]);
  });

  test('gives the mean time of a step for each turn', async () => {
    const { timings } = await measure(fakes({ a: 2 }).contenders, tiny, { rounds: 3, turnMs: 10 });
    expect(timings).toEqual([{ name: 'a', stepsPerTurn: 5, turns: [2, 2, 2] }]);
  });

  test('lets a contender whose single step is long take part in every fourth round', async () => {
    const { contenders } = fakes({ quick: 1, slow: 51 });
    const { timings } = await measure(contenders, tiny, { rounds: 5, turnMs: 10 });
    const [quick, slow] = timings;
    expect([quick?.turns.length, slow?.turns.length]).toEqual([5, 2]);
  });

  test('leaves out who cannot take the first steps, and says why', async () => {
    const { contenders, log } = fakes({ a: 1, b: 1 });
    const [a, b] = contenders as [Contender, Contender];
    const failing = { ...a, steps: () => Promise.reject(new Error('no such kernel')) };
    const { timings, failed } = await measure([failing, b], tiny, { rounds: 1, turnMs: 1 });
    expect(timings.map(({ name }) => name)).toEqual(['b']);
    expect(failed).toEqual([{ name: 'a', reason: 'no such kernel' }]);
    expect(log.slice(-2)).toEqual(['dispose a', 'dispose b']);
  });

  test('disposes of every contender when one fails later', async () => {
    const { contenders, log } = fakes({ a: 1, b: 1 });
    const [a, b] = contenders as [Contender, Contender];
    let calls = 0;
    const failing: Contender = {
      ...a,
      steps: () => {
        if (calls++ > 0) throw new Error('broken');
        return 1;
      },
    };
    const call = measure([failing, b], tiny, { rounds: 1, turnMs: 1 });
    await expect(call).rejects.toThrow('broken');
    expect(log.slice(-2)).toEqual(['dispose a', 'dispose b']);
  });
});
