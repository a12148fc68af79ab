import { describe, expect, test } from 'vitest';
import type { Task } from '../tasks/task.js';
import type { Machine } from './machine.js';
import { formatReport } from './report.js';
import { gigabytesPerSecond, relate, type Timing } from './result.js';

const tiny: Task = {
  name: 'tiny',
  kind: 'update',
  description: 'two tensors',
  shapes: [[3, 5], [7]],
  spreads: [1, 1],
};

const timing = (name: string, turns: number[], more: Partial<Timing> = {}): Timing => ({
  name,
  stepsPerTurn: 1,
  turns,
  ...more,
});

describe('relate', () => {
  test('compares medians with the limit, with PyTorch, and with TensorFlow.js on the same backend', () => {
    const [, , , , x, y] = relate([
      timing('limit', [1], { reference: 'limit' }),
      timing('torch', [3], { reference: 'torch' }),
      timing('tfjs', [60], { reference: 'tfjs', backend: 'cpu' }),
      timing('tfjs', [8], { reference: 'tfjs', backend: 'wasm' }),
      timing('x', [9, 2, 1], { backend: 'cpu' }),
      timing('y', [2], { backend: 'wasm' }),
    ]);
    expect(x?.timesLimit).toBe(2);
    expect(x?.fasterThanTorch).toBe(1.5);
    expect(x?.fasterThanTfjs).toBe(30);
    expect(y?.fasterThanTfjs).toBe(4);
  });

  test('leaves a ratio out where there is nothing to compare with', () => {
    const rows = relate([timing('limit', [1], { reference: 'limit' }), timing('x', [60])]);
    expect(rows.map((row) => row.fasterThanTorch)).toEqual([undefined, undefined]);
    const machine = { cpu: 'a processor' } as Machine;
    const results = [{ task: tiny, parameters: 22, rows, failed: [] }];
    const text = formatReport({ date: '', machine, rounds: 1, skipped: [], results });
    expect(text).toMatch(/\| x +\|.*– \|/);
  });
});

test('a second of an update is told in bytes', () => {
  // 22 parameters of 28 bytes in 2 ms.
  expect(gigabytesPerSecond(tiny, 2)).toBeCloseTo(616 / 2e-3 / 1e9, 15);
});

test('a report names who failed at a task, and has no bandwidth for training', () => {
  const rows = relate([timing('x', [2])]);
  const failed = [{ name: 'y', reason: 'no such kernel' }];
  const task: Task = { ...tiny, kind: 'training' };
  const text = formatReport({
    date: '',
    machine: { cpu: '' } as Machine,
    rounds: 1,
    skipped: [],
    results: [{ task, parameters: 22, rows, failed }],
  });
  expect(text).toContain('Left out: y. no such kernel');
  expect(text).not.toContain('| GB/s');
});
