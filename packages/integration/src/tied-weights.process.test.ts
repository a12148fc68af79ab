import { beforeAll, expect, it } from 'vitest';
import { BundleFolder } from '../test/bundle-folder.js';
import type { Left, Resumed } from '../test/tied.js';

const folder = new BundleFolder();
beforeAll(() => folder.bundle('tied.mjs', 'packages/integration/test/tied.ts'), 120_000);

/** What a session gives, in a process of its own. */
const inProcess = <T>(session: 'first' | 'later', given: unknown): T =>
  JSON.parse(
    folder.run(
      `import * as sessions from './tied.mjs';
      const [, , session, given] = process.argv;
      console.log(JSON.stringify(await sessions[session](JSON.parse(given))));`,
      session,
      JSON.stringify(given),
    ),
  );

it.each(['encoder.weight', 'decoder.weight'])(
  'a weight that two layers hold is saved once, as %s, and goes on in both in another process',
  (name) => {
    const left = inProcess<Left>('first', name);
    expect(inProcess<Resumed>('later', left)).toEqual({
      isTied: true,
      // The optimizer steps it once, and has one state of it.
      parameters: ['bias', 'encoder.weight'],
      losses: left.losses,
    });
  },
);
