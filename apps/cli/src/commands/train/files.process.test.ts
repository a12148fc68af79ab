// Data in several files, and by the standard input.

import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir, resultOf } from '../../../test/nadir.js';
import { buildProgram } from '../../../test/program.js';

const program = await buildProgram();

const weightsOf = (out: string) => readFileSync(join(out, 'model.safetensors'));

describe('nadir train on several files', () => {
  it('trains as on one, whatever the order of the columns in the others', async () => {
    const whole = flowers();
    const [header, ...rows] = readFileSync(whole, 'utf8').split('\n') as [string, ...string[]];
    const first = temporaryFile('flowers.csv', [header, ...rows.slice(0, 25)].join('\n'));
    const turned = rows.slice(25).map((row) => {
      const [, length, kind, weight] = /^(\d+),(.*),([\d.]+)$/.exec(row) as string[] as [
        ...[string, string, string, string],
      ];
      return [weight, length, kind].join(',');
    });
    const second = temporaryFile('more.csv', ['weight,length,kind', ...turned].join('\n'));
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    const flags = ['--target', 'kind', '--epochs', '3', '--out'];
    expect(await nadir(['train', whole, ...flags, one])).toMatchObject({ status: 0 });
    expect(await nadir(['train', first, second, ...flags, two])).toMatchObject({ status: 0 });
    expect(weightsOf(two).equals(weightsOf(one))).toBe(true);
    const test = await nadir(['evaluate', two, '--json']);
    expect(resultOf(test.stdout)).toMatchObject({ examples: 9 });
    writeFileSync(second, 'weight,length,kind\n1,2,rose\n');
    expect((await nadir(['evaluate', two])).stderr).toContain(
      `${first}, ${second}: got other files than the run was trained on`,
    );
  });

  it('names the column in which they differ, and the file that is not there', async () => {
    const other = temporaryFile('other.csv', 'length,kind,wait\n1,rose,2\n');
    const flags = ['--target', 'kind', '--out', join(temporaryFolder(), 'run')];
    const differs = await nadir(['train', flowers(), other, ...flags]);
    expect(differs.status).toBe(1);
    expect(differs.stderr).toContain(`${other}: got a column "wait" and no column "weight"`);
    const missing = await nadir(['train', flowers(), 'nowhere.csv', ...flags]);
    expect(missing.stderr).toBe('nowhere.csv: got nothing there, expected a file of rows.\n');
  });
});

describe('nadir train on the standard input', () => {
  /** The command with a file as its standard input. */
  const fed = (file: string, ...args: string[]) => {
    const stdin = openSync(file, 'r');
    onTestFinished(() => closeSync(stdin));
    return program(args, { stdin });
  };

  it('trains as on a file, goes on after a kill, and keeps the rows until its end', async () => {
    const file = flowers();
    const flags = ['--target', 'kind', '--epochs', '100', '--patience', '0', '--out'];
    const whole = temporaryFolder();
    expect(await nadir(['train', file, ...flags, whole])).toMatchObject({ status: 0 });

    const out = join(temporaryFolder(), 'run');
    const { child, ended, stderrMatches } = fed(file, 'train', '-', ...flags, out);
    await stderrMatches(/^epoch/m);
    child.kill('SIGKILL');
    await ended;
    expect(readdirSync(join(out, 'training'))).toContain('input');
    expect(await program(['resume', out]).ended).toMatchObject({ status: 0 });
    expect(weightsOf(out).equals(weightsOf(whole))).toBe(true);
    expect(existsSync(join(out, 'training'))).toBe(false);

    const gone = await nadir(['evaluate', out]);
    expect(gone.status).toBe(1);
    expect(gone.stderr).toContain('got a run on the standard input, which is gone');
  }, 180_000);

  it('calls the run after it', async () => {
    const cwd = temporaryFolder();
    const stdin = openSync(flowers(), 'r');
    onTestFinished(() => closeSync(stdin));
    const args = ['train', '--data', '-', '--target', 'kind', '--epochs', '1'];
    expect(await program(args, { cwd, stdin }).ended).toMatchObject({ status: 0 });
    expect(readdirSync(join(cwd, 'runs'))).toEqual(['input-adamw-seed0']);
  }, 180_000);
});
