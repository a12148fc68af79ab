import { describe, expect, test } from 'vitest';
import type { Machine } from './machine.js';
import { formatReport } from './report.js';
import { relate } from './result.js';
import type { Size } from './size.js';

const tiny: Size = { name: 'tiny', description: 'two tensors', shapes: [[3, 5], [7]] };

describe('relate', () => {
  const references = { limit: 'limit', tfjs: 'tfjs', torch: 'torch' };
  const timing = (name: string, ...turns: number[]) =>
    ({ name, rule: 'AdamW', stepsPerTurn: 1, turns }) as const;

  test('compares medians', () => {
    const timings = [
      timing('limit', 1),
      timing('torch', 3),
      timing('tfjs', 60),
      timing('x', 9, 2, 1),
    ];
    const row = relate(tiny, timings, references).rows[3];
    expect(row?.timesLimit).toBe(2);
    expect(row?.fasterThanTfjs).toBe(30);
    expect(row?.fasterThanTorch).toBe(1.5);
    // 22 parameters of 28 bytes in 2 ms.
    expect(row?.gigabytesPerSecond).toBeCloseTo(616 / 2e-3 / 1e9, 15);
  });

  test('leaves a ratio out where there is nothing to compare with', () => {
    const result = relate(tiny, [timing('limit', 1), timing('tfjs', 60)], references);
    expect(result.rows.map((row) => row.fasterThanTorch)).toEqual([undefined, undefined]);
    const machine = { cpu: 'a processor' } as Machine;
    const text = formatReport({ date: '', machine, rounds: 1, skipped: [], sizes: [result] });
    expect(text).toMatch(/\| tfjs +\|.*– \|/);
  });
});
