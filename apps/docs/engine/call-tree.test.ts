import { expect, test } from 'vitest';
import { type Call, evaluate, namesIn, numbersIn, printed, withValue } from './call-tree.js';

const joined: Call = {
  call: 'join',
  args: [
    [
      { call: 'ramp', args: [{ to: 1e-4, steps: 100 }] },
      { call: 'hold', args: [2] },
    ],
    [100],
  ],
};

test('numbers of a call are found, and changed without changing the call', () => {
  const numbers = numbersIn(joined);
  expect(numbers.map(({ name, value }) => [name, value])).toEqual([
    ['to', 1e-4],
    ['steps', 100],
    ['hold', 2],
    ['join', 100],
  ]);
  const changed = withValue(joined, numbers[1]?.path ?? [], 7);
  expect(numbersIn(changed)[1]?.value).toBe(7);
  expect(numbersIn(joined)[1]?.value).toBe(100);
});

test('a call is printed as code that is not wider than a page', () => {
  expect(printed(joined)).toBe('join([ramp({ to: 1e-4, steps: 100 }), hold(2)], [100])');
  const wide: Call = { call: 'sum', args: [[joined, joined]] };
  expect(
    Math.max(
      ...printed(wide)
        .split('\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThan(80);
});

test('a call is evaluated by the functions that it names, and no others', () => {
  const functions = { sum: (list: number[]) => list.reduce((a, b) => a + b), three: () => 3 };
  expect(evaluate({ call: 'sum', args: [[1, { call: 'three', args: [] }]] }, functions)).toBe(4);
  expect(namesIn({ call: 'sum', args: [[{ call: 'three', args: [] }]] })).toEqual(['sum', 'three']);
  expect(() => evaluate({ call: 'constructor', args: [] }, functions)).toThrow(
    'evaluate: got "constructor", expected the name of a function.',
  );
});
