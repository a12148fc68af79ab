import '@tensorflow/tfjs';
import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Entry } from './catalogue/entry.js';
import { catalogue } from './catalogue/index.js';
import { suiteOf } from './suite.js';

const sgd = catalogue.filter(({ name }) => name === 'sgd');
const groups = suiteOf({ tolerance: 'exact', entries: sgd, short: true });
const caseOf = (law: string) => groups.flatMap(({ cases }) => cases).find((one) => one.law === law);

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

test('tests stand under their group and law, programs first', () => {
  expect(groups.map(({ title }) => title)).toEqual(['programs', 'SGD']);
  expect(new Set(groups[0]?.cases.map(({ law }) => law))).toContain('computesOperations');
  expect(caseOf('equalsInterpreter')?.title).toContain('equals the interpreter: ');
});

test('a law that holds resolves', async () => {
  await expect(caseOf('equalsInterpreter')?.run()).resolves.toBeUndefined();
  await expect(caseOf('drawsRandomBits')?.run()).resolves.toBeUndefined();
});

test('a broken law rejects with element, given and expected', async () => {
  const [entry] = sgd as [Entry];
  const faster: Entry = {
    ...entry,
    create: (parameters, options) => entry.create(parameters, { ...options, learningRate: 0.5 }),
  };
  const [, group] = suiteOf({ tolerance: 'exact', entries: [faster], short: true });
  const equals = group?.cases.find(({ law }) => law === 'equalsInterpreter');
  await expect(equals?.run()).rejects.toThrow(/, element 0: got .*, expected /);
});
