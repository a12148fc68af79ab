import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

/** How each test ends in a suite that leaves these out. */
function outcomes(...names: string[]): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-'));
  const skips = names.map((test) => ({ test, reason: `why ${test}` }));
  const test = `
    import { leaveOut } from ${JSON.stringify(resolve('packages/conformance/src/leave-out.ts'))};
    describe('all', () => {
      leaveOut('all', ${JSON.stringify(skips)});
      it('a', () => {});
      describe('inner', () => it('a', () => {}));
    });`;
  try {
    writeFileSync(join(folder, 'one.test.ts'), test);
    const vitest = resolve('node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--globals', '--root', folder, '--reporter=json'];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const { testResults } = JSON.parse(stdout) as {
      testResults: { assertionResults: { fullName: string; status: string }[] }[];
    };
    return Object.fromEntries(
      testResults.flatMap(({ assertionResults }) =>
        assertionResults.map(({ fullName, status }) => [fullName, status]),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('leaves out the tests that are named, and no other', () => {
  expect(outcomes('inner/a')).toEqual({
    'all a': 'passed',
    'all inner a': 'skipped',
    'all has every test that is left out': 'passed',
  });
});

it('leaves out all tests that begin with what stands before a star', () => {
  expect(outcomes('inner/*')).toEqual({
    'all a': 'passed',
    'all inner a': 'skipped',
    'all has every test that is left out': 'passed',
  });
  expect(outcomes('other/*')['all has every test that is left out']).toBe('failed');
});

it('fails the run for a name that no test has', () => {
  expect(outcomes('a', 'inner', 'other/a')).toEqual({
    'all a': 'skipped',
    'all inner a': 'passed',
    'all has every test that is left out': 'failed',
  });
});
