import { describe, expect, test } from 'vitest';
import { bench } from './bench.js';
import { formatReport } from './report.js';
import type { Size } from './size.js';

const tiny: Size = { name: 'tiny', description: 'two tensors', shapes: [[3, 5], [7]] };
const effort = { sizes: [tiny], rounds: 5, turnMs: 0.5 };
const ours = [
  'the same bytes, no arithmetic',
  'a copy of as many bytes',
  'Nadir loop by itself',
  'Nadir AdamW, cpu',
  'tf.train.adam, cpu',
];

describe('bench', () => {
  test('times every contender of its own and tells why PyTorch is left out', async () => {
    const report = await bench({ ...effort, python: 'no-such-python' });
    const [result] = report.sizes;
    expect(result?.parameters).toBe(22);
    expect(result?.rows.map(({ name }) => name)).toEqual(ours);
    for (const { turns, ms } of result?.rows ?? []) {
      expect(turns.length).toBeGreaterThan(0);
      expect(Number.isFinite(ms.median)).toBe(true);
    }
    expect(report.skipped.map(({ name }) => name)).toContain('torch fused, 1 thread');
    expect(report.skipped[0]?.reason).toContain('no-such-python');

    const text = formatReport(report);
    for (const name of ours) expect(text).toContain(name);
    expect(text).toContain('Left out: torch fused, 1 thread.');
    expect(JSON.parse(JSON.stringify(report)).sizes[0].rows).toHaveLength(ours.length);
  });
});
