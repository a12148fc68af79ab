import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile } from '../../../test/fake-io.js';
import { nadir } from '../../../test/nadir.js';

describe('nadir sweep refuses', () => {
  it.each([
    [
      ['--learning-rate', '1e-1..1e-4'],
      '--learning-rate: got "1e-1..1e-4", expected the lower end first. Write --learning-rate 1e-4..1e-1.',
    ],
    [
      ['--learning-rate', 'log:0..1'],
      'expected ends > 0 where logarithms are evenly spread. Write --learning-rate 0..1.',
    ],
    [
      ['--learning-rate', 'a..b'],
      '--learning-rate: got "a..b", expected a range between two numbers. Write --learning-rate 1e-4..1e-1.',
    ],
    [
      ['--learning-rate', '1e-4-1e-1'],
      'Write for example --learning-rate 0.001,0.01, or 1e-4..1e-1, or log:1e-4..1e-1.',
    ],
    [['--learning-rate', '0.1,-1'], '--learning-rate: got -1, expected'],
    [['--batch', '16,x'], '--batch: got "x", expected an integer from 1 to 1000000.'],
    [
      ['--batch', '0..64'],
      '--batch: got the end 0 of a range, expected an integer from 1 to 1000000.',
    ],
    [
      ['--optimizer', 'adam..sgd'],
      '--optimizer: got the range "adam..sgd", expected values. Put commas between words.',
    ],
    [['--optimizer', 'adam,sdg'], '--optimizer: got "sdg", expected one of'],
    [['--optimizer', 'adam,sdg'], 'Did you mean sgd?'],
    [
      ['--optimizer', 'adam', '--momentum', '0,0.9'],
      'nadir sweep: got the unknown flag --momentum',
    ],
    [['--hidden', '8,0'], '--hidden: got "8,0", expected up to 16 widths'],
    [
      ['--method', 'grid', '--learning-rate', 'log:1e-4..1e-1'],
      'Write --learning-rate log:0.0001..0.1/5.',
    ],
    [['--method', 'grid', '--trials', '3'], '--trials: got it with --method grid'],
    [['--method', 'halving', '--batch', '16,32'], '--epochs: got none with --method halving'],
    [
      ['--method', 'halving', '--epochs', '9', '--metric', 'auc'],
      '--metric: got auc with --method halving',
    ],
    [['--reduction', '2', '--batch', '16,32'], '--reduction: got it with --method grid'],
    [['--target', 'y'], '--target: got no file with it'],
    [['--data', '-', '--target', 'y'], '--data: got the standard input, expected a file'],
    [
      ['--data', 'f.csv', '--target', 'y', '--split', '80/0/20'],
      '--split: got 80/0/20, expected a validation part',
    ],
    [['--problem', 'moon'], '--problem: got "moon", expected one of'],
    [['--backend', 'webgl'], '--backend: got webgl, which needs a browser'],
    [['--batch', '16,'], '--batch: got "", expected an integer'],
    [
      ['--batch', '16', '32'],
      'nadir sweep: got the word "32", expected flags only. Put commas between values, without spaces.',
    ],
    [
      ['--resume', 'runs', '--trials', '3'],
      '--resume: got --trials with it, expected the folder to say that.',
    ],
  ])('%j: %s', async (words, message) => {
    const { status, stdout, stderr } = await nadir(['sweep', ...words]);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync('runs')).toBe(false);
  });

  it('a folder with something else in it, and one with no sweep', async () => {
    const file = temporaryFile('mine.txt', 'mine');
    const folder = join(file, '..');
    const { status, stderr } = await nadir(['sweep', '--out', folder, '--batch', '16,32']);
    expect(status).toBe(2);
    expect(stderr).toContain('which holds other files, expected a new or empty folder');
    expect(readdirSync(folder)).toEqual(['mine.txt']);
    expect(await nadir(['sweep', '--resume', folder])).toMatchObject({ status: 1 });
  });
});
