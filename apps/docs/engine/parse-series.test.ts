import { expect, test } from 'vitest';
import { parseSeries } from './parse-series.js';

test('reads numbers between spaces, lines, commas and semicolons', () => {
  expect(parseSeries('1, 2.5;-3\n4e-1\t.5 +6')).toEqual([1, 2.5, -3, 0.4, 0.5, 6]);
});

test('reads a minus sign and the commas of Chinese text', () => {
  expect(parseSeries('−1，2、3；4')).toEqual([-1, 2, 3, 4]);
});

test.each([
  ['1, two, 3', { kind: 'not-a-number', text: 'two', position: 2 }],
  ['1 2 0x10', { kind: 'not-a-number', text: '0x10', position: 3 }],
  ['Infinity 1', { kind: 'not-a-number', text: 'Infinity', position: 1 }],
  ['alert(1)', { kind: 'not-a-number', text: 'alert(1)', position: 1 }],
  ['1 2e10', { kind: 'too-large', text: '2e10', position: 2 }],
  ['1 1e999', { kind: 'too-large', text: '1e999', position: 2 }],
  ['', { kind: 'length', count: 0 }],
  ['7', { kind: 'length', count: 1 }],
  ['1 '.repeat(501), { kind: 'length', count: 501 }],
])('names what is wrong with %o', (text, problem) => {
  expect(parseSeries(text)).toEqual(problem);
});
