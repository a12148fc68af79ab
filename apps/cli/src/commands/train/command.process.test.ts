import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getBackend } from '@tensorflow/tfjs';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir, resultOf } from '../../../test/nadir.js';

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
      backend: 'wasm',
      schedule: 'cosine',
      epochs: 5,
    });
  });

  it('prints with --json that a training has diverged', async () => {
    const rate = ['--optimizer', 'sgd', '--learning-rate', '1e30', '--epochs', '5'];
    const args = ['train', '--problem', 'moons', ...rate, '--out', temporaryFolder(), '--json'];
    const { status, stdout, stderr } = await nadir(args);
    expect({ status, stderr }).toMatchObject({ status: 1 });
    expect(resultOf(stdout)).toMatchObject({
      diverged: true,
      reason: expect.stringMatching(/got a loss of (NaN|Infinity) at step/),
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
    const { stdout, stderr } = await nadir([...args, '--backend', 'cpu']);
    expect(stderr).toMatch(/; seed 0; on\s+cpu\n/);
    expect(getBackend()).toBe('cpu');
    expect(resultOf(stdout)).toMatchObject({ backend: 'cpu' });
    const config = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
    expect(config).toMatchObject({ backend: 'cpu' });

    const onWasm = await nadir(args);
    expect(onWasm.stderr).toMatch(/; seed 0; on\s+wasm\n/);
    expect(getBackend()).toBe('wasm');
    // Rounded alike but for the last digits.
    const lossOf = (text: string) => (resultOf(text) as { test: { loss: number } }).test.loss;
    expect(lossOf(stdout) / lossOf(onWasm.stdout)).toBeCloseTo(1, 5);
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
    expect(again.stderr).toContain(`replaces the run in ${out} when it is whole`);
    expect({ ...resultOf(again.stdout), seconds: 0 }).toEqual({ ...result, seconds: 0 });
  });

  it.runIf(process.platform !== 'win32')(
    'leaves a well-formed report for a file with control characters in its name',
    async () => {
      const rows = Array.from({ length: 20 }, (_, i) => `${i},${i % 2 ? 'u' : 'v'}`).join('\n');
      const file = temporaryFile('\x1b[31mred\x01.csv', `x,y\n${rows}\n`);
      const out = join(temporaryFolder(), '\x1b[32mrun');
      const args = ['--data', file, '--target', 'y', '--epochs', '1', '--out', out];
      const { status, stdout, stderr } = await nadir(['train', ...args]);
      expect(status).toBe(0);
      expect(stdout + stderr).not.toContain('\x1b');
      expect(stdout).toContain('\\u001b[32mrun');
      const svg = readFileSync(join(out, 'report.svg'), 'utf8');
      expect(svg).toContain('\ufffd[31mred\ufffd');
      // What XML 1.0 allows: https://www.w3.org/TR/xml/#charsets
      expect(svg).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
    },
  );

  it('reports R² and no confusion matrix for a number', async () => {
    const out = temporaryFolder();
    const { stdout } = await nadir(['train', '--problem', 'plane', '--json', '--out', out]);
    const result = resultOf(stdout) as { test: { loss: number; rmse: number; r2: number } };
    expect(result).not.toHaveProperty('confusion');
    expect(result.test.r2).toBeGreaterThan(0.95);
    expect(result.test.rmse).toBeCloseTo(Math.sqrt(result.test.loss), 6);
    const text = (await nadir(['train', '--problem', 'plane', '--epochs', '1', '--out', out]))
      .stdout;
    expect(text).toContain('R²');
    expect(text).not.toContain('recall');
  });

  it('leaves checkpoints when it is interrupted, with status 130, and says how to go on', async () => {
    const out = temporaryFolder();
    const abort = new AbortController();
    let reads = 0;
    const now = () => {
      // The clock is read for each line of progress, of which there are twenty in all.
      if (++reads === 2) abort.abort();
      return reads;
    };
    const args = ['train', '--problem', 'moons', '--epochs', '1000', '--json', '--out', out];
    const { status, stdout, stderr } = await nadir(args, { signal: abort.signal, now });
    expect(status).toBe(130);
    expect(stderr).toMatch(/stopped after \d+ of 11000 steps; go on by nadir resume /);
    expect(resultOf(stdout)).toMatchObject({ interrupted: true, of: 11_000, out });
    expect(readdirSync(out)).toEqual(['training']);
    const again = await nadir(args);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('where a training was stopped before its end');
  });

  it('leaves an earlier run where it is interrupted before the first step', async () => {
    const out = temporaryFolder();
    const args = ['train', '--problem', 'moons', '--epochs', '1', '--out', out];
    await nadir(args);
    const before = readFileSync(join(out, 'metrics.jsonl'), 'utf8');
    const abort = new AbortController();
    // The clock is read before the first step.
    const now = () => {
      abort.abort();
      return 0;
    };
    const { status, stderr } = await nadir(args, { signal: abort.signal, now });
    expect(status).toBe(130);
    expect(stderr).toContain('stopped before the first step; nothing is saved');
    expect(readFileSync(join(out, 'metrics.jsonl'), 'utf8')).toBe(before);
  });

  it('writes nothing when it is interrupted before it begins', async () => {
    const out = join(temporaryFolder(), 'run');
    const signal = AbortSignal.abort();
    expect((await nadir(['train', '--out', out], { signal })).status).toBe(130);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ['one class', 'a,y\n'.padEnd(60, '1,u\n'), 'got one class for all rows, "u"'],
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
    expect(stderr).toContain('--target: got "knd", expected a column of');
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
