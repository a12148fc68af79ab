import { describe, expect, test } from 'vitest';
import type { Contender } from './contender.js';
import { measure } from './measure.js';
import type { Size } from './size.js';

const tiny: Size = { name: 'tiny', description: '', shapes: [[1]] };

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
      ...['prepare a', 'prepare b', ...warmUp],
      ...turns,
      ...['dispose a', 'dispose b'],
    ]);
  });

  test('gives the mean time of a step for each turn', async () => {
    const [timing] = await measure(fakes({ a: 2 }).contenders, tiny, { rounds: 3, turnMs: 10 });
    expect(timing).toEqual({ name: 'a', rule: 'none', stepsPerTurn: 5, turns: [2, 2, 2] });
  });

  test('lets a contender whose single step is long take part in every fourth round', async () => {
    const { contenders } = fakes({ quick: 1, slow: 51 });
    const [quick, slow] = await measure(contenders, tiny, { rounds: 5, turnMs: 10 });
    expect([quick?.turns.length, slow?.turns.length]).toEqual([5, 2]);
  });

  test('disposes of every contender when one fails', async () => {
    const { contenders, log } = fakes({ a: 1, b: 1 });
    const failing: Contender = {
      ...(contenders[0] as Contender),
      steps: () => {
        throw new Error('broken');
      },
    };
    const call = measure([failing, contenders[1] as Contender], tiny, { rounds: 1, turnMs: 1 });
    await expect(call).rejects.toThrow('broken');
    expect(log.slice(-2)).toEqual(['dispose a', 'dispose b']);
  });
});
