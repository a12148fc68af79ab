import '@tensorflow/tfjs';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Entry } from '../catalogue/entry.js';
import { catalogue } from '../catalogue/index.js';
import { type SuiteOptions, suiteOf } from './suite.js';

/** What programs run on where no adapter is registered. */
const ordinaryOps: SuiteOptions = {
  tolerance: { relative: 1e-6, absolute: 1e-7 },
  fused: false,
  extent: 'sample',
};

const sgd = catalogue.filter(({ name }) => name === 'sgd');
const groups = suiteOf({ ...ordinaryOps, entries: sgd });
const caseOf = (law: string) => groups.flatMap(({ cases }) => cases).find((one) => one.law === law);

beforeAll(async () => {
  await setBackend('cpu');
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

test('no test leaves a tensor', async () => {
  const { numTensors } = memory();
  for (const { law, title, run } of groups.flatMap(({ cases }) => cases)) {
    await run();
    expect(memory().numTensors, `${law}: ${title}`).toBe(numTensors);
  }
});

test('a broken law rejects with element, given and expected, and leaves no tensor', async () => {
  const { numTensors } = memory();
  const [entry] = sgd as [Entry];
  const faster: Entry = {
    ...entry,
    create: (parameters, options) => entry.create(parameters, { ...options, learningRate: 0.5 }),
  };
  const [, group] = suiteOf({ ...ordinaryOps, entries: [faster] });
  const equals = group?.cases.find(({ law }) => law === 'equalsInterpreter');
  await expect(equals?.run()).rejects.toThrow(/, element 0: got .*, expected /);
  expect(memory().numTensors).toBe(numTensors);
});
