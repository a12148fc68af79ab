import { optimizers } from '@nadir/optim';
import { describe, expect, test } from 'vitest';
import { optimizers as chinese } from '../zh/words/optimizers.js';
import { optimizerPages, overview } from './optimizers.js';

const names = [...Object.keys(optimizers), 'lbfgs'].sort();

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  const pages = new Map(
    optimizerPages(language).map(({ params, content }) => [params.name, content]),
  );

  test('every optimizer has a page', () => {
    expect([...pages.keys()].sort()).toEqual(names);
  });

  test.each(names)('%s has a figure, formula, options with defaults, and code', (name) => {
    const page = pages.get(name) ?? '';
    expect(page).toMatch(/^# \w+\n/);
    expect(page).toContain('<LiveFigure name="');
    expect(page).toMatch(/\$\$\n\\begin\{aligned\}|8-?bit/);
    expect(page).toMatch(/\n\| `learningRate` \| .+ \| .* \| .+ \| .+ \|/);
    expect(page).toContain('```ts [TypeScript]');
    expect(page).toMatch(/\]\(https?:/);
  });
});

test('every optimizer has its sentences in Chinese', () => {
  expect(Object.keys(chinese).sort()).toEqual(names);
  for (const { summary, when } of Object.values(chinese)) {
    for (const text of [summary, when]) expect(text).toMatch(/[\u4e00-\u9fff].*。$/);
  }
});

test('the overview tells what rules do', () => {
  const rows = new Map(overview().map((row) => [row.name, row]));
  expect(rows.get('adamw')).toMatchObject({ state: 2, momentum: 'yes', scaleFree: true });
  expect(rows.get('sgd')).toMatchObject({ state: 0, momentum: 'option', scaleFree: false });
  expect(rows.get('fromage')).toMatchObject({ momentum: 'no', scaleFree: true });
  expect(rows.get('schedule-free-sgd')).toMatchObject({ state: 1, noSchedule: true });
  // A row and a column of 1024 numbers each, for 1024 × 1024.
  expect(rows.get('adafactor')?.state).toBeCloseTo(2 / 1024, 12);
});
