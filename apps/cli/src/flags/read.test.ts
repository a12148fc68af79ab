import { describe, expect, it } from 'vitest';
import { parseNumber } from '../text/numbers.js';
import { readFlags, spell } from './read.js';
import { choice, integer, number, text, toggle } from './readers.js';

const flags = {
  learningRate: { ...number('a number ≥ 0', (x) => x >= 0), help: '' },
  epochs: { ...integer(1, 100), help: '' },
  optimizer: { ...choice('name', ['adam', 'sgd']), help: '' },
  out: { ...text('folder'), help: '' },
  nesterov: { ...toggle, help: '' },
  help: { ...toggle, help: '' },
};

const read = (...args: string[]) => readFlags('nadir train', args, flags);

describe('readFlags', () => {
  it('reads values after a space or an equals sign, and the words between', () => {
    expect(read('a', '--learning-rate', '0.1', '--epochs=5', 'b')).toEqual({
      values: { learningRate: 0.1, epochs: 5 },
      words: ['a', 'b'],
    });
  });

  it('reads switches, their opposites and -h', () => {
    expect(read('--nesterov', '-h').values).toEqual({ nesterov: true, help: true });
    expect(read('--no-nesterov').values).toEqual({ nesterov: false });
  });

  it('takes the last of several', () => {
    expect(read('--epochs', '5', '--epochs', '7').values).toEqual({ epochs: 7 });
  });

  it('leaves words after -- alone', () => {
    expect(read('--', '--epochs').words).toEqual(['--epochs']);
  });

  it.each([
    [['--epoch', '5'], '--epoch, expected a known one. Did you mean --epochs?'],
    [['--lerning-rate=1'], '--lerning-rate, expected a known one. Did you mean --learning-rate?'],
    [['--zzzzzz'], 'Run `nadir train --help` for the list.'],
    [['-x'], 'unknown flag -x'],
    [['--no-epochs'], 'unknown flag --no-epochs'],
    [['--out'], '--out: got no value, expected a folder.'],
    [['--out='], '--out: got no value'],
    [['--out', '--nesterov'], '--out: got no value'],
    [['--nesterov=1'], '--nesterov: got the value "1", expected none. Write --nesterov alone.'],
    [['--epochs', '0'], '--epochs: got "0", expected an integer from 1 to 100.'],
    [['--epochs', '1.5'], '--epochs: got "1.5"'],
    [['--epochs', '1e1'], '--epochs: got "1e1"'],
    [['--learning-rate', '-1'], '--learning-rate: got "-1", expected a number ≥ 0.'],
    [['--learning-rate', 'NaN'], '--learning-rate: got "NaN"'],
    [
      ['--optimizer', 'adm'],
      '--optimizer: got "adm", expected one of adam, sgd. Did you mean adam?',
    ],
  ])('refuses %j', (args, message) => {
    expect(() => read(...args)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  });

  it('does not take names of Object.prototype for flags', () => {
    expect(() => read('--to-string')).toThrow('unknown flag --to-string');
    expect(() => read('--__proto__', 'x')).toThrow('unknown flag --__proto__');
  });
});

it('flags are spelled in kebab-case', () => {
  expect(spell('weightDecay')).toBe('--weight-decay');
  expect(spell('beta1')).toBe('--beta1');
});

describe('parseNumber', () => {
  it.each([
    ['1', 1],
    [' -2.5 ', -2.5],
    ['+.5', 0.5],
    ['3.', 3],
    ['1e-3', 0.001],
  ])('reads %j', (given, value) => expect(parseNumber(given)).toBe(value));

  // 1e39 is finite as a JavaScript number, but not in float32.
  it.each(['', ' ', 'x', '1,5', '0x10', '1e39', 'Infinity', 'NaN', '1 2', '--1', '.'])(
    'refuses %j',
    (given) => expect(parseNumber(given)).toBeUndefined(),
  );
});
