import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LongestFirst, longest } from './longest-first.js';

test('files that run first exist', () => {
  expect(longest.filter((path) => !existsSync(path))).toEqual([]);
});

test('a project begins with what takes longest, and projects stay together', async () => {
  const unknown = { getFileTestResults: () => undefined, getFileStats: () => undefined };
  const order = new LongestFirst({ cache: unknown, config: { root: '/' } } as never);
  const [first, second] = ['a', 'b'].map((name) => ({
    name,
    config: { sequence: { groupOrder: 0 } },
  }));
  const [cpu = '', cli = ''] = longest;
  const files = [
    { project: second, moduleId: `/repository/${cli}` },
    { project: first, moduleId: '/repository/short.test.ts' },
    { project: first, moduleId: `/repository/${cli}` },
    { project: first, moduleId: `/repository/${cpu}` },
  ];
  const sorted = await order.sort(files as never);
  expect(sorted).toEqual([files[3], files[2], files[1], files[0]]);
});
