import { readFileSync } from 'node:fs';
import { type OptionValues, RuleInterpreter } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Entry, type OptionSet, optionsOf, titleOf } from './catalogue/entry.js';
import { catalogue } from './catalogue/index.js';
import { gradientMap, named, snapshotOf } from './run.js';

interface Golden {
  readonly library: string;
  readonly start: number;
  /** What one element is given at each step, by what it shows. */
  readonly gradients: Readonly<Record<string, readonly number[]>>;
  readonly cases: readonly {
    readonly rule: string;
    readonly options: OptionSet;
    /** All elements after each step; `null` where the reference has no number. */
    readonly parameters: readonly (readonly (number | null)[])[];
  }[];
}

const { library, start, gradients, cases } = JSON.parse(
  readFileSync(new URL('../golden/magnitudes.json', import.meta.url), 'utf8'),
) as Golden;

const elements = Object.keys(gradients);
const steps = gradients[elements[0] as string]?.length ?? 0;
const rows = Array.from({ length: steps }, (_, k) =>
  Float32Array.from(Object.values(gradients), (sequence) => sequence[k] as number),
);

/** How far float32 may be from PyTorch's, as golden numbers in float32 are elsewhere. */
const bound = 2e-6;

/** Compares all elements after each step. A later number is as exact as the largest one before it was. */
function expectClose(
  given: readonly ArrayLike<number>[],
  expected: readonly (readonly (number | null)[])[],
): void {
  for (const [i, name] of elements.entries()) {
    let scale = 1;
    expected.forEach((row, k) => {
      const value = row[i] as number | null;
      const got = given[k]?.[i] as number;
      const what = `${name}, step ${k + 1}`;
      if (value === null) return;
      scale = Math.max(scale, Math.abs(value));
      expect(Math.abs(got - value) / scale, `${what}: ${got} for ${value}`).toBeLessThan(bound);
    });
  }
}

/** The interpreter of rules, in float32. */
function interpreted(entry: Entry, options: OptionSet): Float32Array[] {
  const parameter = { shape: [elements.length], values: elements.map(() => start) };
  const run = new RuleInterpreter(entry.rule, [parameter], 'float32');
  return rows.map((row) => {
    run.step([row], () => optionsOf(entry, options) as OptionValues);
    return Float32Array.from(run.parameters[0]?.param ?? []);
  });
}

/** The optimizer, with ordinary ops. */
async function stepped(entry: Entry, options: OptionSet): Promise<Float32Array[]> {
  const variable = tf.variable(tf.fill([elements.length], start));
  const run = { variables: [variable], optimizer: entry.create(named([variable]), options) };
  const results: Float32Array[] = [];
  for (const row of rows) {
    run.optimizer.applyGradients(gradientMap([variable], [row]));
    results.push((await snapshotOf(run)).weights.p0 as Float32Array);
  }
  return results;
}

describe(`gradients of every size in float32, as ${library} takes them`, () => {
  beforeAll(() => tf.setBackend('cpu'));

  for (const { rule, options, parameters } of cases) {
    const entry = catalogue.find((one) => one.rule.name === rule) as Entry;
    it(`${rule}: ${titleOf(options)}`, async () => {
      expectClose(interpreted(entry, options), parameters);
      expectClose(await stepped(entry, options), parameters);
    });
  }
});
