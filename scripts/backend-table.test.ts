import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** What a run of vitest over these test files prints below the default reporter. */
function run(files: Readonly<Record<string, string>>, absent: readonly object[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-'));
  const table = JSON.stringify(resolve('scripts/backend-table.ts'));
  const config = `
    import { BackendTable } from ${table};
    const reporters = [new BackendTable(${JSON.stringify(absent)})];
    export default { test: { globals: true, include: ['*.test.ts'], reporters } };`;
  try {
    writeFileSync(join(folder, 'vitest.config.ts'), config);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const vitest = resolve('node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--root', folder];
    return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the table tells of each backend what passed, failed and was left out, and why', () => {
  const files = {
    'one.test.ts': `
      describe('the adapter on one', () => {
        beforeEach(({ task, skip }) => task.name.startsWith('big') && skip('too large'));
        describe('AdamW', () => {
          for (const title of ['a', 'b', 'big c', 'big d']) it(title, () => {});
          it('e', () => expect(1).toBe(2));
          it.skip('f', () => {});
        });
      });
      describe('ordinary ops on one', () => it('a', () => {}));
      it('something else', () => {});`,
    'two.test.ts': `
      describe('AdamW in float64', () => it('a', () => {}));
      describe('AdamW in float32', () => it('a', () => {}));
      it('the adapter on two', ({ skip }) => skip('no such device'));
      describe("TensorFlow.js's optimizer specs on two", () => it('a', () => {}));`,
  };
  const absent = [{ where: 'chromium', subject: 'browser tests', reason: 'no browser' }];
  expect(run(files, absent)).toBe(
    [
      'where     what                                    passed  failed  left out  why',
      "node      TensorFlow.js's optimizer specs on two       1       0         0",
      'node      ordinary ops on one                          1       0         0',
      'node      the adapter on one                           2       1         3  2 × too large; no reason given',
      'node      the adapter on two                           0       0         1  no such device',
      'node      the interpreter                              1       0         0',
      'node      all other tests                              2       0         0',
      'chromium  browser tests                                0       0       all  no browser',
      '',
      '7 passed, 1 failed, 4 left out',
    ].join('\n'),
  );
});

test('the table counts hooks that fail and files that do not load', () => {
  const files = {
    'one.test.ts': `
      describe('the adapter on one', () => {
        beforeAll(() => { throw new Error('no context'); });
        it('a', () => {});
      });`,
    'two.test.ts': `import './missing.js';`,
  };
  expect(run(files)).toBe(
    [
      'where  what                passed  failed  left out  why',
      'node   the adapter on one       0       1         1  no reason given; a hook of "the adapter on one" failed',
      'node   two.test.ts              0       1         0  failed outside of its tests',
      '',
      '0 passed, 2 failed, 1 left out',
    ].join('\n'),
  );
});

test('a run without a suite of a backend ends without the table', () => {
  expect(run({ 'one.test.ts': `it('a', () => {});` })).toBe('');
});
