import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir } from '../../../test/nadir.js';

const quick = ['--epochs', '30', '--hidden', '16', '--dropout', '0'];

describe('nadir predict', () => {
  const train = async (file: string, target: string) => {
    const out = temporaryFolder();
    // The other columns are left out by selecting: the target must not be seen.
    const { status, stderr } = await nadir([
      ...['train', '--data', file, '--target', target, '--out', out, ...quick],
    ]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    return out;
  };

  const kinds = () => {
    const rows = readFileSync(flowers(), 'utf8').split('\n');
    return temporaryFile('kinds.csv', rows.map((row) => row.replace(/,[^,]*$/, '')).join('\n'));
  };

  it('labels a file with classes and probabilities, whatever the order of the columns', async () => {
    const run = await train(kinds(), 'kind');
    const file = temporaryFile('new.csv', 'name,length\n"a, b",120\nc,480\n');
    const { status, stdout } = await nadir(['predict', run, file]);
    expect(status).toBe(0);
    const [header, first, second] = stdout.split('\n');
    expect(header).toBe('name,length,prediction,probability,"P(lily, white)",P(rose)');
    expect(first).toMatch(/^"a, b",120,"lily, white",([01]\.\d{4}),\1,0\.\d{4}$/);
    expect(second).toMatch(/^c,480,rose,([01]\.\d{4}),0\.\d{4},\1$/);
  });

  it('predicts numbers in the unit of the target', async () => {
    const content = Array.from({ length: 60 }, (_, i) => `${i},${3000 * i + 0.5}`).join('\n');
    const run = await train(temporaryFile('line.csv', `x,y\n${content}`), 'y');
    const file = temporaryFile('new.csv', 'x\n20\n40\n');
    const { stdout } = await nadir(['predict', run, file, '--json']);
    const predictions = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)) as {
      readonly prediction: number;
    }[];
    expect(predictions).toHaveLength(2);
    // Targets span 177 000; a quick training comes within a tenth of that.
    expect(Math.abs((predictions[0]?.prediction ?? 0) - 60_000)).toBeLessThan(17_700);
    expect(Math.abs((predictions[1]?.prediction ?? 0) - 120_000)).toBeLessThan(17_700);
  });

  it('predicts the same on every backend', async () => {
    const args = ['predict', await train(kinds(), 'kind'), kinds()];
    const { stdout } = await nadir(args);
    expect(stdout.split('\n')).toHaveLength(62);
    expect((await nadir([...args, '--backend', 'cpu'])).stdout).toBe(stdout);
  });

  it('writes to a file with --out, and refuses bad files and runs', async () => {
    const run = await train(kinds(), 'kind');
    const file = temporaryFile('new.csv', 'length\n120\n');
    const out = join(temporaryFolder(), 'labels.csv');
    const { stdout, stderr } = await nadir(['predict', run, file, '--out', out]);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: `1 row in ${out}\n` });
    expect(readFileSync(out, 'utf8')).toMatch(/^length,prediction,probability,"P/);

    const expectFailure = async (args: string[], message: string) => {
      const { status, stdout, stderr } = await nadir(['predict', ...args]);
      expect(stderr).toContain(message);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    };
    const lacking = temporaryFile('f.csv', 'len\n1\n');
    await expectFailure([run, lacking], 'f.csv: got no column "length", expected all columns');
    const taken = temporaryFile('f.csv', 'length,prediction\n1,2\n');
    await expectFailure([run, taken], 'got a column "prediction", expected that name to be free');
    const noFolder = join(out, 'inner', 'labels.csv');
    await expectFailure([run, file, '--out', noFolder], '--out: got a file where the path needs');
    await expectFailure(['nowhere', file], 'config.json: got nothing there, expected a file of a');

    const model = join(run, 'model.safetensors');
    const bytes = readFileSync(model);
    const spoilt = Uint8Array.from(bytes);
    // The last weight becomes NaN.
    spoilt.set([0, 0, 0xc0, 0x7f], spoilt.length - 4);
    writeFileSync(model, spoilt);
    await expectFailure([run, file], 'got NaN or an infinity in "2.weight", expected finite');
    writeFileSync(model, bytes.subarray(0, 40));
    await expectFailure([run, file], 'model.safetensors: got 40 bytes, expected at least');
    writeFileSync(model, bytes.subarray(0, bytes.length - 1));
    await expectFailure([run, file], 'expected the model of this run.');
    const other = await train(
      temporaryFile('kinds.csv', 'a,b,kind\n'.padEnd(129, '1,2,u\n4,3,v\n')),
      'kind',
    );
    writeFileSync(model, readFileSync(join(other, 'model.safetensors')));
    await expectFailure([run, file], 'expected the model of this run.');
    writeFileSync(join(run, 'config.json'), '{"format": "nadir-run"');
    await expectFailure([run, file], 'config.json: got text that is no JSON');
  });
});
