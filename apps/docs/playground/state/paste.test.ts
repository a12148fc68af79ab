import { expect, it } from 'vitest';
import { parsePoints } from './paste.js';
import { drawnPoints, maxPoints, onGrid } from './points.js';

it('reads classes and numbers, with or without names of columns', () => {
  expect(parsePoints('x,y,class\n0,1,red\n-1;0.5;blue\n').points).toEqual({
    kind: 'classes',
    points: [
      [0, 1, 1],
      [-1, onGrid(0.5), 0],
    ],
  });
  expect(parsePoints('0\t0\t0.5\n1\t1\t-0.25').points?.kind).toBe('numbers');
});

it('brings other units to the square', () => {
  const { points } = parsePoints('150,50,0\n200,90,1\n175,70,1');
  expect(points?.points).toEqual([
    [-1, -1, 0],
    [1, 1, 1],
    [0, 0, 1],
  ]);
});

it('gives points that a link keeps as they are', () => {
  const { points } = parsePoints('0.1,0.2,1\n0.3,-0.4,0');
  const link = drawnPoints.write(points ?? drawnPoints.fallback);
  expect(drawnPoints.read(link, () => expect.unreachable())).toEqual(points);
});

it.each([
  ['', { row: 1, kind: 'empty' }],
  ['x,y,class', { row: 1, kind: 'empty' }],
  ['1,2,0\n\n3,4', { row: 3, kind: 'cells', got: '2', expected: 3 }],
  ['1,2,0\n3,four,1', { row: 2, kind: 'coordinate', got: 'four', expected: 2 }],
  ['1,2,0\n,4,1', { row: 2, kind: 'coordinate', got: '', expected: 1 }],
  [
    Array.from({ length: 12 }, (_, i) => `0,0,kind ${i + 10}`).join('\n'),
    { row: 11, kind: 'classes', got: '12', expected: 10 },
  ],
  ['0,0,1\n'.repeat(maxPoints + 1), { row: maxPoints + 1, kind: 'rows', expected: maxPoints }],
])('says what is wrong, and where: %j', (text, fault) => {
  expect(parsePoints(text).fault).toMatchObject(fault);
});
