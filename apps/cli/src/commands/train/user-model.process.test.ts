import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir, resultOf } from '../../../test/nadir.js';

const twoLayers = `export default ({ nn, inputs, outputs, random }) =>
  new nn.Sequential(
    new nn.Linear(inputs, 6, { random }),
    new nn.GELU(),
    new nn.Linear(6, outputs, { random }),
  );
`;

describe('nadir train with the file of a model', () => {
  it('trains it, and other commands find it again', async () => {
    const file = temporaryFile('my-model.mjs', twoLayers);
    const out = join(temporaryFolder(), 'run');
    const data = flowers();
    const args = ['train', file, data, '--target', 'kind', '--epochs', '3', '--json', '--out', out];
    const { status, stdout, stderr } = await nadir(args);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain(`the model of ${file}`);
    expect(resultOf(stdout)).toMatchObject({ weights: 2 * 6 + 6 * 2 });
    expect(JSON.parse(readFileSync(join(out, 'config.json'), 'utf8')).model).toBe(file);

    const evaluated = await nadir(['evaluate', out, data, '--json']);
    expect(resultOf(evaluated.stdout)).toMatchObject({ examples: 60 });
    expect((await nadir(['predict', out, data])).stdout.split('\n')).toHaveLength(62);
    expect((await nadir(['play', out, '--print'])).stderr).toContain('expected one on a problem');

    writeFileSync(file, `${twoLayers}// changed\n`);
    const refused = await nadir(['evaluate', out, data]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(`${file}: got another file than the run was trained with`);
  });

  it('goes on after a stop to the weights of a training without one', async () => {
    const file = temporaryFile('m.mjs', twoLayers);
    const args = ['train', file, '--problem', 'moons', '--epochs', '20', '--patience', '0'];
    const [whole, stopped] = [temporaryFolder(), temporaryFolder()];
    const abort = new AbortController();
    let reads = 0;
    const now = () => {
      if (++reads === 3) abort.abort();
      return reads;
    };
    const first = await nadir([...args, '--out', stopped], { signal: abort.signal, now });
    expect(first.status).toBe(130);
    expect(await nadir(['resume', stopped])).toMatchObject({ status: 0 });
    await nadir([...args, '--out', whole]);
    const weights = (out: string) => readFileSync(join(out, 'model.safetensors'));
    expect(weights(stopped).equals(weights(whole))).toBe(true);
  });

  it.each([
    ['export const model = 1;', 'got no function as default export, expected one that makes'],
    ['export default () => 3;', 'got 3 from its function, expected a module.'],
    ['export default () => ({});', 'got another object from its function, expected a module.'],
    ['export default () => { throw new Error("no"); };', 'got an error (no), expected a module.'],
    [
      'export default ({ nn, inputs }) => new nn.Linear(inputs, 7);',
      'got outputs [2,7] for inputs [2, 2], expected [2, 2].',
    ],
    [
      'export default ({ nn }) => new nn.Linear(9, 2);',
      'for inputs [2, 2], expected outputs [2, 2].',
    ],
    ['export default (', 'expected a file that runs.'],
    ["import 'no-such-package'; export default 1;", 'expected a file that runs.'],
  ])('refuses %j, and writes nothing', async (source, message) => {
    const file = temporaryFile('m.mjs', source);
    const out = join(temporaryFolder(), 'run');
    const { status, stderr } = await nadir(['train', file, '--problem', 'moons', '--out', out]);
    expect(status).toBe(1);
    expect(stderr).toContain(`${file}: ${message.startsWith('got') ? message : ''}`);
    expect(stderr).toContain(message);
  });

  it('says what to do where this Node.js runs no TypeScript, and runs it elsewhere', async () => {
    const source = `type Request = { nn: typeof import('@nadir/nn'); inputs: number; outputs: number };
      export default ({ nn, inputs, outputs }: Request) => new nn.Linear(inputs, outputs);`;
    const file = temporaryFile('m.ts', source);
    const args = ['train', file, '--problem', 'xor', '--epochs', '1', '--out', temporaryFolder()];
    const { status, stderr } = await nadir(args);
    if ((process.features as { typescript?: unknown }).typescript) {
      expect(status).toBe(0);
      return;
    }
    expect(status).toBe(2);
    expect(stderr).toContain(
      `${file}: got TypeScript, expected JavaScript on Node.js ${process.versions.node}.`,
    );
  });
});
