import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir, resultOf } from '../../../test/nadir.js';

/** Trains for one epoch, and returns the folder and the result. */
async function trained(...args: string[]) {
  const out = join(temporaryFolder(), 'run');
  const { status, stdout, stderr } = await nadir(['train', ...args, '--json', '--out', out]);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const read = (name: string) => readFileSync(join(out, name));
  return { out, result: resultOf(stdout), read };
}

const configFile = (settings: object | string) =>
  temporaryFile('c.json', typeof settings === 'string' ? settings : JSON.stringify(settings));

describe('nadir train --config', () => {
  it.each([
    ['a problem', () => ['--problem', 'moons', '--hidden', 'none', '--epochs', '2']],
    [
      'a file, with shares that are no whole percents',
      () => [
        ...['--data', flowers(), '--target', 'kind', '--ignore', 'weight', '--epochs', '2'],
        ...['--split', '72.5/12.5/15', '--balanced', '--optimizer', 'sgd', '--momentum', '0.5'],
      ],
    ],
    [
      'an optimizer that is told the batch',
      () => ['--problem', 'xor', '--optimizer', 'sophia-g', '--epochs', '1'],
    ],
    ['a model by name', () => ['--problem', 'moons', '--model', 'linear', '--epochs', '1']],
  ])('trains the same again from the config.json of a run on %s', async (_, args) => {
    const first = await trained(...args());
    const again = await trained('--config', join(first.out, 'config.json'));
    for (const name of ['config.json', 'model.safetensors']) {
      expect(again.read(name).equals(first.read(name))).toBe(true);
    }
  });

  it('gives way to flags, and flags to --set', async () => {
    const config = configFile({
      problem: 'moons',
      epochs: 1,
      seed: 1,
      batch: 16,
      optimizer: { name: 'sgd', options: { learningRate: 0.5, nesterov: false } },
    });
    const { read } = await trained(
      ...['--config', config, '--seed', '2', '--batch', '8', '--learning-rate', '0.25'],
      ...['--set', 'batch=4', '--set', 'optimizer.options.momentum=0.5'],
    );
    expect(JSON.parse(String(read('config.json')))).toMatchObject({
      ...{ problem: 'moons', epochs: 1, seed: 2, batch: 4 },
      optimizer: { name: 'sgd', options: { learningRate: 0.25, momentum: 0.5 } },
    });
  });

  it('leaves out what a file says of another optimizer, other data or another model', async () => {
    const first = await trained('--data', flowers(), '--target', 'kind', '--epochs', '1');
    const config = ['--config', join(first.out, 'config.json')];
    const { result } = await trained(...config, '--problem', 'xor', '--optimizer', 'sgd');
    expect(result).toMatchObject({ problem: 'xor', optimizer: 'sgd', epochs: 1 });
    const other = await trained(...config, flowers(), '--model', 'linear');
    expect(other.result).toMatchObject({ problem: 'flowers', weights: 2 * 2 });
  });

  it.each<[string, object | string, string]>([
    [
      'a key',
      { epoch: 3 },
      'got the unknown key "epoch", expected a known one. Did you mean epochs?',
    ],
    [
      'an option',
      { optimizer: { options: { beta3: 1 } } },
      'Did you mean optimizer.options.beta1?',
    ],
    [
      'an optimizer',
      { optimizer: { options: { rate: 1 }, name: 'sgdd' } },
      '--optimizer: got "sgdd", expected one of',
    ],
    ['an inner key', { data: { tarket: 'y' } }, 'Did you mean data.target?'],
    ['a value', { epochs: 0 }, '--epochs: got "0", expected an integer from 1'],
    ['null', { epochs: null }, 'got null as "epochs", expected what --epochs takes.'],
    ['an object', { epochs: {} }, 'got {} as "epochs", expected what --epochs takes.'],
    ['a number for a file', { data: { files: [1] } }, 'got [1] as "data.files", expected names'],
    ['a prototype', '{"__proto__": {"polluted": true}}', 'key "__proto__.polluted"'],
    ['a constructor', '{"constructor": {"prototype": {"polluted": 1}}}', 'key "constructor.proto'],
    ['endless objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 'unknown key "a.a.a'],
    ['a list', '[]', 'got no object'],
    ['half a file', '{', 'that is no JSON'],
  ])('refuses %s that is not known or does not fit', async (_, settings, message) => {
    const { status, stderr } = await nadir(['train', '--config', configFile(settings)]);
    expect([1, 2]).toContain(status);
    expect(stderr).toContain(message);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it.each([
    [['--set', 'seed'], '--set: got "seed", expected a key and a value. Write --set seed=3.'],
    [['--set', '__proto__.x=1'], '--set: got the unknown key "__proto__.x"'],
    [['--set', 'sed=1'], 'Did you mean seed?'],
    [['--config', 'nowhere.json'], '--config: got nothing there at nowhere.json'],
  ])('refuses %j', async (args, message) => {
    const { status, stderr } = await nadir(['train', ...args]);
    expect([1, 2]).toContain(status);
    expect(stderr).toContain(message);
  });
});
