import { readFileSync } from 'node:fs';
import { type OptionValues, RuleInterpreter, type Schedule, type Transform } from '@nadir/core';
import type { OptionValue } from '@nadir/core/internal';
import { expect, test } from 'vitest';
import { usesIn } from '../code.js';
import { namesOf } from '../page.js';
import { contrib } from './contrib.js';
import { links } from './links.js';
import { optimizers } from './optimizers.js';
import { sameNumbers } from './same-numbers.js';

interface Recorded {
  readonly shape: readonly number[];
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly parameters: Readonly<Record<string, readonly number[]>>;
}

const recorded = JSON.parse(
  readFileSync(new URL('../../recorded/numbers.json', import.meta.url), 'utf8'),
) as Recorded;

/** The options of a step, schedules evaluated. */
const at = (options: Readonly<Record<string, OptionValue | Schedule>>, step: number) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'function' ? value(step) : value,
    ]),
  ) as OptionValues;

function run(rule: Transform, options: Readonly<Record<string, OptionValue | Schedule>>): number[] {
  const { shape, start, gradients } = recorded;
  const interpreter = new RuleInterpreter(rule, [{ shape, values: start }], 'float64');
  const all = { ...rule.defaults, ...rule.given, ...options };
  for (const [step, gradient] of gradients.entries()) {
    interpreter.step([gradient], () => at(all, step));
  }
  return [...(interpreter.parameters[0]?.param ?? [])];
}

test.each(Object.entries(sameNumbers))('%s has the numbers of optax', (name, [rule, options]) => {
  const expected = recorded.parameters[name] ?? [];
  const got = run(rule, options);
  expect(got).toHaveLength(expected.length);
  for (const [i, value] of got.entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9);
});

/** What is no rule has no numbers of its own. */
const noRule = ['MultiOptimizer', 'ReduceOnPlateau', 'SophiaH', 'chain', 'defineTransform', 'sam'];

test('a row says that numbers differ, or they are the same', () => {
  const silent = [optimizers, contrib, links].flatMap((group) =>
    group.rows.flatMap((row) => {
      const [root = ''] = [row.here ?? []]
        .flat()
        .flatMap(usesIn)
        .flatMap(({ path }) => path[0] ?? '');
      const isSaid = /numbers (differ|are not)|the numbers are not/i.test(row.note ?? '');
      if (row.here === undefined || root === '' || isSaid) return [];
      return namesOf(group, row).filter((name) => !(name in sameNumbers) && !noRule.includes(root));
    }),
  );
  expect(silent).toEqual([]);
  expect(Object.keys(sameNumbers).sort()).toEqual(Object.keys(recorded.parameters).sort());
});
