import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getBackend } from '@tensorflow/tfjs';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { fakeIo, Recorder, temporaryFile, temporaryFolder } from '../test/fake-io.js';
import { main } from './cli.js';
import type { Io } from './io.js';

/** Runs the command and returns its exit status and what it wrote. */
async function nadir(args: readonly string[], world: Partial<Io> = {}) {
  const io = fakeIo(world);
  const status = await main(args, io);
  return { status, stdout: io.stdout.text, stderr: io.stderr.text };
}

const resultOf = (stdout: string) => JSON.parse(stdout) as Record<string, unknown>;

/** 60 flowers: the kind follows from the length, the weight is 3 · length + 1. */
const flowers = () =>
  temporaryFile(
    'flowers.csv',
    ['length,kind,weight']
      .concat(
        Array.from({ length: 60 }, (_, i) => {
          const length = 100 + 7 * ((i * 13) % 60);
          return `${length},${length > 300 ? 'rose' : '"lily, white"'},${3 * length + 1.5}`;
        }),
      )
      .join('\n'),
  );

const quick = ['--epochs', '30', '--hidden', '16', '--dropout', '0'];

describe('nadir', () => {
  it('tells its version and its help on standard output', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    expect(await nadir(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    const help = await nadir(['--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('nadir train');
  });

  it('without a command shows the help on standard error, with status 2', async () => {
    const { status, stdout, stderr } = await nadir([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('nadir train');
  });

  it.each([
    [['trian'], 'nadir: got the unknown command trian, expected train, predict, setup, doctor'],
    [['trian'], 'Did you mean nadir train?'],
    [['--foo'], 'nadir: got the unknown flag --foo'],
    [['toString'], 'unknown command toString'],
    [
      ['train', '--epoch', '3'],
      'unknown flag --epoch, expected a known one. Did you mean --epochs?',
    ],
    [['train', 'spirals'], 'got the word "spirals", expected flags only.'],
    [['train', '--problem', 'spiral'], '--problem: got "spiral", expected one of'],
    [['train', '--problem', 'spiral'], 'Did you mean spirals?'],
    [['train', '--optimizer', 'admw'], '--optimizer: got "admw", expected one of'],
    [['train', '--optimizer', 'admw'], 'Did you mean adamw?'],
    [['train', '--schedule', 'cosin'], 'Did you mean cosine?'],
    [['train', '--beta1', '1'], '--beta1: got 1, expected a number in [0, 1).'],
    [['train', '--learning-rate', '-1'], '--learning-rate: got -1, expected'],
    [['train', '--momentum', '0.9'], 'unknown flag --momentum'],
    [['train', '--optimizer', 'sgd', '--nesterov'], '--nesterov: got momentum 0'],
    [['train', '--optimizer', 'sophia-g', '--batch-size', '8'], 'unknown flag --batch-size'],
    [['train', '--dropout', '1'], '--dropout: got "1", expected a number in [0, 1).'],
    [['train', '--hidden', '8,0'], '--hidden: got "8,0", expected up to 16 widths'],
    [['train', '--seed', '4294967296'], '--seed: got "4294967296"'],
    [['train', '--target', 'y'], '--target: got no --data with it'],
    [['train', '--data', 'f.csv', '--problem', 'moons'], '--data: got --problem too'],
    [['train', '--backend', 'gpu'], '--backend: got "gpu", expected one of cpu, wasm, tensorflow.'],
    [
      ['train', '--backend', 'webgl'],
      '--backend: got webgl, which needs a browser, expected one of cpu, wasm, tensorflow. ' +
        'Write --backend wasm here; in a page, register @nadir/backend-webgl.',
    ],
    [['predict', 'run', 'f.csv', '--backend', 'webgpu'], 'register @nadir/backend-webgpu.'],
    [['setup'], 'nadir setup: got nothing to set up, expected node. Write nadir setup node.'],
    [['setup', 'node', 'x'], 'got "node" and "x" to set up, expected node.'],
    [['setup', 'node', '--force'], 'nadir setup: got the unknown flag --force'],
    [['doctor', '--jsn'], 'unknown flag --jsn, expected a known one. Did you mean --json?'],
    [['doctor', 'wasm'], 'nadir doctor: got the word "wasm", expected flags only.'],
    [['doctor', '--json=1'], '--json: got the value "1", expected none.'],
    [['predict', 'run'], 'nadir predict: got 1 word, expected two'],
    [['predict', 'run', 'f.csv', '--out', 'f.csv'], '--out: got the input file f.csv'],
  ])('%j is wrong use: %s', async (args, message) => {
    const { status, stdout, stderr } = await nadir(args);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses an optimizer that draws classes where a number is predicted', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i},${i ** 2 + 0.5}`);
    const file = temporaryFile('parabola.csv', ['x,y', ...lines].join('\n'));
    const data = ['--data', file, '--target', 'y', '--out', temporaryFolder()];
    const { status, stderr } = await nadir(['train', '--optimizer', 'sophia-g', ...data]);
    expect(status).toBe(2);
    expect(stderr).toContain(
      '--optimizer: got sophia-g with a number to predict, expected classes',
    );
  });

  it('shows where an error came from with --debug only', async () => {
    const args = ['train', '--data', 'nowhere.csv', '--target', 'y'];
    const plain = await nadir(args);
    expect(plain).toMatchObject({ status: 1, stdout: '' });
    expect(plain.stderr).toMatch(/^nowhere\.csv: got nothing there.*\n$/);
    expect((await nadir([...args, '--debug'])).stderr).toMatch(/\n +at /);
  });

  it('colours errors in a terminal, unless NO_COLOR is set', async () => {
    const terminal = () => ({ stderr: new Recorder(true) });
    expect((await nadir(['x'], terminal())).stderr).toContain('\x1b[31m');
    const { stderr } = await nadir(['x'], { ...terminal(), env: { NO_COLOR: '1' } });
    expect(stderr).not.toContain('\x1b');
  });
});

describe('nadir train', () => {
  it('lists every option of the chosen rule in its help', async () => {
    const { status, stdout } = await nadir(['train', '--optimizer', 'sgd', '--help']);
    expect(status).toBe(0);
    for (const flag of ['--problem', '--learning-rate', '--momentum', '--nesterov', '--out']) {
      expect(stdout).toContain(flag);
    }
    expect((await nadir(['train', '--help'])).stdout).toContain('--beta2');
  });

  it('leaves a complete run, and tells the scores and the confusions', async () => {
    const out = join(temporaryFolder(), 'run');
    const { status, stdout, stderr } = await nadir([
      ...['train', '--problem', 'gaussians', '--epochs', '5', '--out', out],
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/test +\d\.\d+ +\d+\.\d\d %/);
    expect(stdout).toContain('zero weights');
    expect(stdout).toContain('recall');
    expect(stderr).toContain('epoch 5/5');

    expect(readdirSync(out).sort()).toEqual([
      'config.json',
      'metrics.jsonl',
      'model.safetensors',
      'report.svg',
    ]);
    const lines = readFileSync(join(out, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).epoch)).toEqual([1, 2, 3, 4, 5]);
    const svg = readFileSync(join(out, 'report.svg'), 'utf8');
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    expect(root.tagName).toBe('svg');
    expect(JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'))).toMatchObject({
      problem: 'gaussians',
      optimizer: { name: 'adamw', options: { beta1: 0.9 } },
      backend: 'cpu',
      schedule: 'cosine',
      epochs: 5,
    });
  });

  it('tells an optimizer the number of examples in a step', async () => {
    const out = temporaryFolder();
    const args = ['--problem', 'moons', '--epochs', '1', '--batch', '20', '--out', out];
    expect(await nadir(['train', '--optimizer', 'sophia-g', ...args])).toMatchObject({ status: 0 });
    const config = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
    expect(config.optimizer.options).toMatchObject({ batchSize: 20 });
  });

  it('trains on another backend, and records it', async () => {
    const out = temporaryFolder();
    const args = ['train', '--problem', 'moons', '--epochs', '2', '--json', '--out', out];
    const { stdout, stderr } = await nadir([...args, '--backend', 'wasm']);
    expect(stderr.split('\n')[1]).toMatch(/; on wasm$/);
    expect(getBackend()).toBe('wasm');
    expect(resultOf(stdout)).toMatchObject({ backend: 'wasm' });
    const config = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
    expect(config).toMatchObject({ backend: 'wasm' });

    const onCpu = await nadir(args);
    expect(onCpu.stderr.split('\n')[1]).toMatch(/; on cpu$/);
    expect(getBackend()).toBe('cpu');
    // Rounded alike but for the last digits.
    const lossOf = (text: string) => (resultOf(text) as { test: { loss: number } }).test.loss;
    expect(lossOf(stdout) / lossOf(onCpu.stdout)).toBeCloseTo(1, 5);
  });

  it('prints one line of JSON with --json, and the same again for the same seed', async () => {
    const out = temporaryFolder();
    const args = [
      ...['train', '--problem', 'moons', '--epochs', '2', '--json', '--out', out],
      ...['--optimizer', 'sgd', '--learning-rate=0.05', '--momentum', '0.9', '--nesterov'],
    ];
    const first = await nadir(args);
    expect(first.stdout.split('\n')).toHaveLength(2);
    const result = resultOf(first.stdout);
    expect(result).toMatchObject({
      problem: 'moons',
      optimizer: 'sgd',
      options: { learningRate: 0.05, momentum: 0.9, nesterov: true },
      seed: 0,
      epochs: 2,
      sparsity: 0,
      interrupted: false,
      out,
    });
    const confusion = result.confusion as number[][];
    expect(confusion.flat().reduce((a, b) => a + b)).toBe(100);
    const again = await nadir(args);
    expect(again.stderr).toContain(`replaces the run that was in ${out}`);
    expect({ ...resultOf(again.stdout), seconds: 0 }).toEqual({ ...result, seconds: 0 });
  });

  it('reports R² and no confusion matrix for a number', async () => {
    const out = temporaryFolder();
    const { stdout } = await nadir(['train', '--problem', 'plane', '--json', '--out', out]);
    const result = resultOf(stdout) as { test: { loss: number; r2: number } };
    expect(result).not.toHaveProperty('confusion');
    expect(result.test.r2).toBeGreaterThan(0.95);
    const text = (await nadir(['train', '--problem', 'plane', '--epochs', '1', '--out', out]))
      .stdout;
    expect(text).toContain('R²');
    expect(text).not.toContain('recall');
  });

  it('saves what there is when it is interrupted, with status 130', async () => {
    const out = temporaryFolder();
    const abort = new AbortController();
    let reads = 0;
    const now = () => {
      // The clock is read at least once in each epoch.
      if (++reads === 20) abort.abort();
      return reads;
    };
    const args = ['train', '--problem', 'moons', '--epochs', '1000', '--json', '--out', out];
    const { status, stdout, stderr } = await nadir(args, { signal: abort.signal, now });
    expect(status).toBe(130);
    expect(stderr).toMatch(/stopped after \d+ of 13000 steps; the run is saved/);
    expect(resultOf(stdout).interrupted).toBe(true);
    expect(readdirSync(out)).toHaveLength(4);
  });

  it('writes nothing when it is interrupted before it begins', async () => {
    const out = join(temporaryFolder(), 'run');
    const signal = AbortSignal.abort();
    expect((await nadir(['train', '--out', out], { signal })).status).toBe(130);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ['a bad cell', 'a,y\n1,u\nx,v\n'.padEnd(60, '1,u\n'), 'f.csv:3, column "a": got "x"'],
    ['a ragged row', 'a,y\n1,u\n1\n', 'f.csv:3: got 1 cell, expected 2'],
    ['an empty file', '', 'f.csv: got an empty file'],
  ])('writes nothing when the file has %s', async (_, content, message) => {
    const out = join(temporaryFolder(), 'run');
    const file = temporaryFile('f.csv', content);
    const { status, stderr } = await nadir([
      'train',
      '--data',
      file,
      '--target',
      'y',
      '--out',
      out,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(existsSync(out)).toBe(false);
  });

  it('refuses a column that is not there, with the ones that are', async () => {
    const { status, stderr } = await nadir(['train', '--data', flowers(), '--target', 'knd']);
    expect(status).toBe(2);
    expect(stderr).toContain('"length", "kind", "weight". Did you mean "kind"?');
  });

  it('refuses a folder of others, and a place where none can be', async () => {
    const file = temporaryFile('notes.txt', 'mine');
    const others = await nadir(['train', '--problem', 'xor', '--out', join(file, '..')]);
    expect(others).toMatchObject({ status: 2 });
    const inner = await nadir(['train', '--problem', 'xor', '--out', join(file, 'run')]);
    expect(inner.status).toBe(1);
    expect(inner.stderr).toMatch(/^--out: got a file/);
  });
});

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
    expect(header).toBe('name,length,prediction,probability');
    expect(first).toMatch(/^"a, b",120,"lily, white",[01]\.\d{4}$/);
    expect(second).toMatch(/^c,480,rose,[01]\.\d{4}$/);
  });

  it('predicts numbers in the unit of the target', async () => {
    const content = Array.from({ length: 60 }, (_, i) => `${i},${3000 * i + 0.5}`).join('\n');
    const run = await train(temporaryFile('line.csv', `x,y\n${content}`), 'y');
    const file = temporaryFile('new.csv', 'x\n20\n40\n');
    const { stdout } = await nadir(['predict', run, file, '--json']);
    const { predictions } = resultOf(stdout) as { predictions: { prediction: number }[] };
    expect(predictions).toHaveLength(2);
    // Targets span 177 000; a quick training comes within a tenth of that.
    expect(Math.abs((predictions[0]?.prediction ?? 0) - 60_000)).toBeLessThan(17_700);
    expect(Math.abs((predictions[1]?.prediction ?? 0) - 120_000)).toBeLessThan(17_700);
  });

  it('predicts the same on every backend', async () => {
    const args = ['predict', await train(kinds(), 'kind'), kinds()];
    const { stdout } = await nadir(args);
    expect(stdout.split('\n')).toHaveLength(62);
    expect((await nadir([...args, '--backend', 'wasm'])).stdout).toBe(stdout);
  });

  it('writes to a file with --out, and refuses bad files and runs', async () => {
    const run = await train(kinds(), 'kind');
    const file = temporaryFile('new.csv', 'length\n120\n');
    const out = join(temporaryFolder(), 'labels.csv');
    const { stdout, stderr } = await nadir(['predict', run, file, '--out', out]);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: `1 rows in ${out}\n` });
    expect(readFileSync(out, 'utf8')).toMatch(/^length,prediction,probability\n120,/);

    const expectFailure = async (args: string[], message: string) => {
      const { status, stdout, stderr } = await nadir(['predict', ...args]);
      expect(stderr).toContain(message);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    };
    const lacking = temporaryFile('f.csv', 'len\n1\n');
    await expectFailure([run, lacking], 'f.csv: got no column "length", expected every feature');
    const taken = temporaryFile('f.csv', 'length,prediction\n1,2\n');
    await expectFailure([run, taken], 'got a column "prediction", expected that name to be free');
    const noFolder = join(out, 'inner', 'labels.csv');
    await expectFailure([run, file, '--out', noFolder], '--out: got a file where the path needs');
    await expectFailure(['nowhere', file], 'config.json: got nothing there, expected a file of a');

    const model = join(run, 'model.safetensors');
    const bytes = readFileSync(model);
    writeFileSync(model, bytes.subarray(0, 40));
    await expectFailure([run, file], 'model.safetensors: got 40 bytes, expected at least');
    writeFileSync(model, bytes.subarray(0, bytes.length - 1));
    await expectFailure([run, file], 'expected the model of this run.');
    const other = await train(
      temporaryFile('kinds.csv', 'a,b,kind\n'.padEnd(129, '1,2,u\n1,3,v\n')),
      'kind',
    );
    writeFileSync(model, readFileSync(join(other, 'model.safetensors')));
    await expectFailure([run, file], 'expected the model of this run.');
    writeFileSync(join(run, 'config.json'), '{"format": "nadir-run"');
    await expectFailure([run, file], 'config.json: got text that is no JSON');
  });
});
