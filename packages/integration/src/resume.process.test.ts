import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { BundleFolder } from '../test/bundle-folder.js';
import type { End, Left } from '../test/sessions.js';
import type { Half, Story } from '../test/story.js';

const folder = new BundleFolder();
beforeAll(() => folder.bundle('sessions.mjs', 'packages/integration/test/sessions.ts'), 120_000);

const program = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import * as sessions from './sessions.mjs';
  const [, , session, from, to] = process.argv;
  const played = await sessions[session](...JSON.parse(readFileSync(from, 'utf8')));
  writeFileSync(to, JSON.stringify(played));`;

/** What a session makes of stories, in a process of its own. */
function inProcess<T>(session: 'first' | 'later', ...given: unknown[]): T {
  const [from, to] = [join(folder.path, 'given.json'), join(folder.path, 'made.json')];
  writeFileSync(from, JSON.stringify(given));
  folder.run(program, session, from, to);
  return JSON.parse(readFileSync(to, 'utf8')) as T;
}

const anyHalf = fc.constantFrom<Half[]>('none', 'none', 'first', 'last');

const anyStory: fc.Arbitrary<Story> = fc.record({
  optimizer: fc.constantFrom('AdamW', 'NAdam', 'SGD', 'Prodigy', 'ScheduleFreeAdamW'),
  model: fc.constantFrom('module', 'unnamed variables', 'open', 'layers'),
  strangers: fc.tuple(fc.nat(4), fc.nat(4)),
  steps: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 })),
  frozen: fc.tuple(anyHalf, anyHalf),
  again: fc.boolean(),
  evaluated: fc.boolean(),
  average: fc.constantFrom('ema', 'swa', 'none'),
  backend: fc.constantFrom('cpu', 'wasm'),
});

it('a model that a later process loads goes on bit for bit, whatever was made before in either', () => {
  const stories = fc.sample(anyStory, { numRuns: 100, seed: 7 });
  const left = inProcess<Left[]>('first', stories);
  // In another order, so that the numbers that TensorFlow.js gives to variables and layers are others.
  const order = stories.map((_, i) => (i * 37 + 11) % stories.length);
  const files = order.map((i) => left[i]?.saved);
  const resumed = inProcess<(End | string)[]>(
    'later',
    order.map((i) => stories[i]),
    files,
  );
  const told = order.map((i, k) => ({ story: stories[i], end: resumed[k] }));
  const expected = order.map((i) => ({ story: stories[i], end: left[i]?.end }));
  expect(told).toEqual(expected);
}, 300_000);
