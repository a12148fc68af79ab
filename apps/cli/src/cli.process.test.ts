import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Recorder, temporaryFile, temporaryFolder } from '../test/fake-io.js';
import { nadir } from '../test/nadir.js';

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
    [
      ['trian'],
      'nadir: got the unknown command trian, expected train, resume, lr-find, predict, evaluate, sweep, report, inspect, convert, verify, play, init, setup',
    ],
    [['trian'], 'Did you mean nadir train?'],
    [['--foo'], 'nadir: got the unknown flag --foo'],
    [['toString'], 'unknown command toString'],
    [
      ['train', '--epoch', '3'],
      'unknown flag --epoch, expected a known one. Did you mean --epochs?',
    ],
    [['train', 'spirals'], 'spirals: got nothing there, expected a file. Write --problem spirals'],
    [['train', 'f.csv'], '--target: got none, expected a column of f.csv to predict.'],
    [
      ['train', 'm.mjs', '--model', 'linear'],
      '--model: got linear and m.mjs, expected one of them.',
    ],
    [['train', '--model', 'linear', '--hidden', '8'], '--hidden: got the model linear too'],
    [['train', '--model', 'lineer'], '--model: got "lineer", expected mlp, linear, or a file'],
    [['train', '--problem', 'spiral'], '--problem: got "spiral", expected one of'],
    [['train', '--problem', 'spiral'], 'Did you mean spirals?'],
    [['train', '--optimizer', 'admw'], '--optimizer: got "admw", expected one of'],
    [['train', '--optimizer', 'admw'], 'Did you mean adamw?'],
    [['train', '--schedule', 'cosin'], 'Did you mean cosine?'],
    [['train', '--beta1', '1'], '--beta1: got 1, expected a number in [0, 1).'],
    [['train', '--learning-rate', '-1'], '--learning-rate: got -1, expected'],
    [['train', '--momentum', '0.9'], 'unknown flag --momentum'],
    [
      ['train', '--optimizer', 'sgd', '--betas', '0.9'],
      'Run `nadir train --optimizer sgd --help` for the list.',
    ],
    [['train', '--optimizer', 'sgd', '--nesterov'], '--nesterov: got momentum 0'],
    [['train', '--optimizer', 'sophia-g', '--batch-size', '8'], 'unknown flag --batch-size'],
    [['train', '--dropout', '1'], '--dropout: got "1", expected a number in [0, 1).'],
    [['train', '--hidden', '8,0'], '--hidden: got "8,0", expected up to 16 widths'],
    [['train', '--seed', '4294967296'], '--seed: got "4294967296"'],
    [['train', '--target', 'y'], '--target: got no file with it'],
    [['train', '--data', 'f.csv', '--problem', 'moons'], '--problem: got a file too'],
    [
      ['train', '--backend', 'gpu'],
      '--backend: got "gpu", expected one of auto, cpu, wasm, tensorflow.',
    ],
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
