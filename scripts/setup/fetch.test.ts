import { expect, it } from 'vitest';
import { announcement } from './fetch.mjs';

it('says what is fetched, how large it is, where it goes, and how to decline', () => {
  const steps = [
    { what: 'a browser', size: '140 MB', where: 'the system', commands: [] },
    { what: 'packages', size: '1 GB, 2 GB on disk', where: 'node_modules', commands: [] },
  ];
  expect(announcement(steps)).toBe(
    [
      'Fetching what is needed and not here yet:',
      '  a browser  140 MB              the system',
      '  packages   1 GB, 2 GB on disk  node_modules',
      'With NADIR_SETUP=none nothing is fetched, and tests that need it are left out.',
    ].join('\n'),
  );
});
