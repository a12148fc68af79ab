import { expect, it } from 'vitest';
import { commandLine } from './command-line.js';

it('writes flags in kebab-case, and switches as they are', () => {
  const flags = { learningRate: 0.01, nesterov: true, amsgrad: false, hidden: [64, 32] };
  expect(commandLine('nadir train', flags)).toBe(
    'nadir train --learning-rate 0.01 --nesterov --no-amsgrad --hidden 64,32',
  );
});

it('quotes what a shell would take for something else', () => {
  expect(commandLine('nadir train', { data: 'my file.csv', target: "it's $1" })).toBe(
    "nadir train --data 'my file.csv' --target 'it'\\''s $1'",
  );
});
