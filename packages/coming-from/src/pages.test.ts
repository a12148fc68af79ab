import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { entryPoints } from './entry-points.js';
import { optax } from './optax/page.js';
import { namesOf, type Page, type Recorded, type Row } from './page.js';
import { pytorch } from './pytorch/page.js';
import { recorded, versionOf } from './recorded.js';
import { render } from './render.js';
import { leftovers, merged, type Resolved, resolve } from './resolve.js';
import { Surface } from './surface.js';
import { tfjsNames } from './tfjs/names.js';
import { tfjs } from './tfjs/page.js';

const surface = new Surface([...entryPoints, './tfjs/tf.js']);

const pages: readonly (readonly [Page, Recorded, version: string])[] = [
  [pytorch, recorded('torch'), versionOf('torch')],
  [optax, recorded('optax'), versionOf('optax')],
  [tfjs, tfjsNames(surface), tf.version.tfjs],
];

describe.each(pages)('$file', (page, names, version) => {
  const rows = page.groups.flatMap((group) => group.rows.map((row) => [group, row] as const));
  const known = rows.map(([group, row]) => {
    const here = namesOf(group, row).filter((name) => names.has(name));
    const all = here.map((name) => resolve(row, name, names.get(name) ?? [], page, surface));
    return [row, all] as const;
  });

  test('has a row for every name, and none for another', () => {
    const listed = rows.flatMap(([group, row]) => namesOf(group, row));
    expect(listed.toSorted()).toEqual([...names.keys()].sort());
  });

  test('names what there is, with options that there are, and says why defaults differ', () => {
    const problems = known.flatMap(([row, all]) => [
      ...all.flatMap(({ problems }) => problems),
      ...leftovers(row, [row.there].flat(), all),
    ]);
    expect(problems).toEqual([]);
  });

  test('translates no option and leaves out none that is nowhere there', () => {
    const there = new Set([...names.values()].flat().map(({ name }) => name));
    const told = [...Object.keys(page.words), ...Object.keys(page.without)];
    expect(told.filter((option) => !there.has(option))).toEqual([]);
  });

  test('is what its tables say', async () => {
    const resolved = new Map<Row, Resolved>(known.map(([row, all]) => [row, merged(all)]));
    const text = render(page, version, (row) => resolved.get(row) ?? merged([]));
    await expect(text).toMatchFileSnapshot(`../../../docs/${page.file}.md`);
  });
});

describe('a row is told what is wrong with it', () => {
  const page: Page = {
    ...{ file: '', library: '', head: '', groups: [] },
    words: { lr: 'learningRate' },
    without: { foreach: 'Always.' },
  };
  const options = [
    { name: 'lr', default: 1e-3 },
    { name: 'weight_decay', default: 1e-2 },
    { name: 'foreach' },
  ];
  const problemsOf = (row: Omit<Row, 'there'>, given = options) => {
    const whole = { there: 'adamw', ...row };
    const resolved = resolve(whole, 'adamw', given, page, surface);
    return [...resolved.problems, ...leftovers(whole, ['adamw'], [resolved])];
  };

  test.each<[string, Omit<Row, 'there'>, string[]]>([
    ['nothing', { here: 'AdamW' }, []],
    [
      'no such name',
      { here: 'AdamV' },
      [
        'adamw: nothing is called AdamV.',
        'adamw: got no option learningRate for lr.',
        'adamw: got no option weightDecay for weight_decay.',
      ],
    ],
    [
      'no such member',
      { here: 'Optimizer.stepp', options: { lr: 'a remark', weight_decay: 'a remark' } },
      ['adamw: nothing is called Optimizer.stepp.'],
    ],
    [
      'an option given that there is not',
      { here: 'AdamW({ decay: 1 })' },
      ['adamw: AdamW has no option decay.'],
    ],
    [
      'an option named that there is not',
      { here: 'AdamW', options: { lr: 'rate' } },
      ['adamw: got no option rate for lr.', 'adamw: there is no option lr.'],
    ],
    [
      'an option translated that is not there',
      { here: 'AdamW', options: { eps: 'epsilon' } },
      ['adamw: there is no option eps.'],
    ],
    [
      'another default',
      { here: 'AdamW({ weightDecay: 0 })' },
      ['adamw: weightDecay is 0, there 0.01, and no reason is given.'],
    ],
    [
      'a reason for the same default',
      { here: 'AdamW', defaults: { weightDecay: 'why' } },
      ['adamw: the defaults of weightDecay do not differ.'],
    ],
    ['no counterpart and no reason', {}, ['adamw: has no counterpart, and no note says why.']],
  ])('%s', (_, row, problems) => expect(problemsOf(row)).toEqual(problems));
});
