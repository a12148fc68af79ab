import { describe, expect, test } from 'vitest';
import { bench } from './bench.js';
import { formatReport } from './report/report.js';
import type { Task } from './tasks/task.js';

const tiny: Task = {
  name: 'tiny',
  kind: 'update',
  description: 'two tensors',
  shapes: [[3, 5], [7]],
  spreads: [1, 1],
};
const effort = { tasks: [tiny], rounds: 5, turnMs: 0.5 };
const ours = [
  'the same bytes, no arithmetic',
  'a copy of as many bytes',
  'Nadir loop by itself, 1 thread',
  'Nadir loop by itself, 2 threads',
];

describe('bench', () => {
  test('times who is there and tells why the others are not', async () => {
    const report = await bench({ ...effort, backends: [], python: 'no-such-python' });
    const [result] = report.results;
    expect(result?.parameters).toBe(22);
    expect(result?.rows.map(({ name }) => name)).toEqual(ours);
    for (const { turns, ms } of result?.rows ?? []) {
      expect(turns.length).toBeGreaterThan(0);
      expect(Number.isFinite(ms.median)).toBe(true);
    }
    expect(report.skipped.map(({ name }) => name)).toContain('PyTorch on 1 thread');
    expect(report.skipped[0]?.reason).toContain('no-such-python');

    const text = formatReport(report);
    for (const name of ours) expect(text).toContain(name);
    expect(text).toContain('Left out: PyTorch on 1 thread.');
    expect(JSON.parse(JSON.stringify(report)).results[0].rows).toHaveLength(ours.length);
  });
});
