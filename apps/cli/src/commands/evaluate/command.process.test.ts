import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir, resultOf } from '../../../test/nadir.js';

const quick = ['--epochs', '20', '--hidden', '16', '--dropout', '0', '--ignore', 'weight'];

async function trained(file: string): Promise<{ out: string; result: Record<string, unknown> }> {
  const out = temporaryFolder();
  const args = ['train', '--data', file, '--target', 'kind', '--out', out, '--json', ...quick];
  const { stdout } = await nadir(args);
  return { out, result: resultOf(stdout) };
}

describe('nadir evaluate', () => {
  it('has the figures of the training for the test part of the run', async () => {
    const { out, result } = await trained(flowers());
    const { status, stdout } = await nadir(['evaluate', out, '--json']);
    expect(status).toBe(0);
    const { scores, confusion, examples } = resultOf(stdout);
    expect(scores).toEqual(result.test);
    expect(confusion).toEqual(result.confusion);
    expect(examples).toBe(9);
  });

  it('measures on the rows of a file', async () => {
    const { out } = await trained(flowers());
    // Of the three the last is called by a wrong name.
    const file = temporaryFile('new.csv', 'kind,length\nrose,480\n"lily, white",120\nrose,130\n');
    const { scores, confusion } = resultOf((await nadir(['evaluate', out, file, '--json'])).stdout);
    expect((scores as { accuracy: number }).accuracy).toBeCloseTo(2 / 3, 6);
    // Rows: lilies, roses.
    expect(confusion).toEqual([
      [1, 0],
      [1, 1],
    ]);
    const { stdout } = await nadir(['evaluate', out, file]);
    expect(stdout).toContain(`3 rows of ${file}`);
    expect(stdout).toMatch(/model +\d\.\d+ +66\.67 %/);
  });

  it('leaves out rows without a target, and says so', async () => {
    const { out } = await trained(flowers());
    const file = temporaryFile('new.csv', 'kind,length\nrose,480\n,120\n');
    const { stdout, stderr } = await nadir(['evaluate', out, file, '--json']);
    expect(resultOf(stdout).examples).toBe(1);
    expect(stderr).toContain('1 of 2 rows without the target are left out');
  });

  it('says what a file lacks', async () => {
    const source = flowers();
    const { out } = await trained(source);
    const expectFailure = async (words: string[], status: number, message: string) => {
      const refused = await nadir(['evaluate', ...words]);
      expect(refused.stderr).toContain(message);
      expect(refused.status).toBe(status);
    };
    const without = temporaryFile('f.csv', 'length\n120\n');
    await expectFailure([out, without], 1, 'got no column "kind" with values, expected the target');
    const unknown = temporaryFile('f.csv', 'length,kind\n120,tulip\n');
    await expectFailure([out, unknown], 1, 'f.csv:2, column "kind": got "tulip"');
    await expectFailure([out, 'nowhere.csv'], 1, 'nowhere.csv: got nothing there');
    await expectFailure([], 2, 'nadir evaluate: got 0 words');
    writeFileSync(source, 'length,kind\n1,rose\n');
    await expectFailure([out], 1, 'got another file than the run was trained on');
  });
});
