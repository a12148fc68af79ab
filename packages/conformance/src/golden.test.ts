import { readFileSync } from 'node:fs';
import type { SparseGradient } from '@nadir/core';
import { type OptionValues, RuleInterpreter } from '@nadir/core';
import { applyUpdate } from '@nadir/optim';
import { cautious, clipByGlobalNorm, clipByValue } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Entry, type EntryOptions, type OptionSet, titleOf } from './catalogue/entry.js';
import { catalogue } from './catalogue/index.js';
import { expectEqual } from './expect-equal.js';
import { gradientMap, named, type Run, snapshotOf } from './run.js';

type Values = readonly number[];

interface Problem {
  readonly start: readonly Values[];
  readonly shapes: readonly (readonly number[])[];
  readonly gradients: readonly (readonly (Values | null)[])[];
  /** The rows that each gradient names, if it is sparse. A row named twice has half of it each time. */
  readonly rows?: readonly (readonly (Values | null)[])[];
}

interface Case {
  readonly name: string;
  readonly problem: string;
  readonly options: OptionSet;
  readonly learningRates?: Values;
  readonly clip?: { readonly norm: number } | { readonly value: number };
  readonly groups?: readonly { readonly parameters: Values; readonly options: OptionSet }[];
  readonly further?: { readonly name: string; readonly after: Values } | undefined;
  readonly parameters: readonly (readonly Values[])[];
  readonly state: readonly Readonly<Record<string, Values>>[];
  /** Numbers that all parameters share. */
  readonly shared?: Readonly<Record<string, number>>;
  /** Parameters after a further update that follows the last step. */
  readonly afterwards?: { readonly update: string; readonly parameters: readonly Values[] };
  readonly steps: Values;
  readonly float32?: readonly Values[];
}

interface Golden {
  readonly library: string;
  readonly dtype: string;
  readonly rule: string;
  readonly problems: Readonly<Record<string, Problem>>;
  readonly cases: readonly Case[];
}

interface Row {
  readonly source: string;
  readonly rule: string;
  readonly problem: string;
  readonly options: OptionSet;
  readonly further?: Case['further'];
  readonly parameters: Values;
  /** Of a reference that is less exact than 1e-9. */
  readonly tolerance?: number;
}

const readJson = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as T;

const spec = readJson<{ rows: readonly Row[] }>('spec').rows;

const files = catalogue.map((entry) => ({ entry, golden: readJson<Golden>(entry.name) }));

/** 1e-9, absolute below 1 and relative above: what `golden/README.md` asks for. */
function expectClose(given: ArrayLike<number>, expected: Values, what: string, bound = 1e-9): void {
  const scale = Array.from(expected, (x) => Math.max(1, Math.abs(x)));
  const scaled = (values: ArrayLike<number>) =>
    Array.from(values, (x, i) => x / (scale[i] as number));
  expectEqual(scaled(given), scaled(expected), what, { relative: 0, absolute: bound });
}

/**
 * What the same page allows in float32, where PyTorch itself is within 3e-7 of its float64, or more where
 * operations on matrices amplify rounding.
 */
const singleOf = ({ tolerance }: Entry) => Math.max(2e-6, tolerance?.relative ?? 0);

/** Every step of a case in the interpreter, in float64. */
function interpreted(entry: Entry, problem: Problem, one: Omit<Case, 'parameters' | 'state'>) {
  const rule = one.options.cautious ? cautious(entry.rule) : entry.rule;
  const run = new RuleInterpreter(
    rule,
    problem.start.map((values, i) => ({ values, shape: problem.shapes[i] ?? [] })),
    'float64',
  );
  const optionsAt = (k: number) => (i: number) => {
    const group = one.groups?.find(({ parameters }) => parameters.includes(i));
    return {
      ...rule.defaults,
      ...one.options,
      ...group?.options,
      ...(one.learningRates && { learningRate: one.learningRates[k] as number }),
    } as OptionValues;
  };
  const trajectory = problem.gradients.map((row, k) => {
    const factor = one.clip && 'norm' in one.clip ? clipFactor(row, one.clip.norm) : 1;
    const limit = one.clip && 'value' in one.clip ? one.clip.value : Infinity;
    const optionsOf = optionsAt(k);
    const gradients = row.map((gradient, i) => {
      const sign = optionsOf(i).maximize ? -1 : 1;
      if (gradient === null) return null;
      return gradient.map((x) => sign * Math.min(Math.max(x * factor, -limit), limit));
    });
    run.step(gradients, optionsOf, (i) => problem.rows?.[k]?.[i] ?? []);
    const further = furtherAfter(one, k);
    if (further !== undefined) run.update(further, gradients, optionsOf);
    return run.parameters.map(({ param }) => Array.from(param));
  });
  const states = run.parameters.map(({ slots }) =>
    Object.fromEntries(Object.entries(slots).map(([name, { values }]) => [name, values])),
  );
  const shared = Object.fromEntries(
    Object.entries(run.shared).map(([name, { values }]) => [name, values]),
  );
  const { afterwards } = one;
  const atLast = optionsAt(problem.gradients.length - 1);
  if (afterwards !== undefined) run.update(afterwards.update, problem.start, atLast);
  const last = run.parameters.map(({ param }) => param);
  return { trajectory, states, shared, last, steps: run.parameters.map(({ t }) => t) };
}

/** The further update that follows step k, counted from 0. */
const furtherAfter = ({ further }: Pick<Case, 'further'>, k: number): string | undefined =>
  further?.after.includes(k + 1) ? further.name : undefined;

/** As `torch.nn.utils.clip_grad_norm_` computes it, over all gradients of a step. */
function clipFactor(row: readonly (Values | null)[], norm: number): number {
  const squares = row.flatMap((gradient) => gradient ?? []).map((x) => x * x);
  const total = Math.sqrt(squares.reduce((a, b) => a + b, 0));
  return Math.min(1, norm / (total + 1e-6));
}

for (const { entry, golden } of files) {
  describe(`${golden.rule} in float64`, () => {
    it('is what was recorded from a version of its reference', () => {
      expect(golden).toMatchObject({ dtype: 'float64', rule: entry.rule.name });
      expect(golden.library).toMatch(/^\w+ \d+\.\d+/);
    });

    for (const one of golden.cases) {
      it(`equals ${golden.library}: ${one.name}`, () => {
        const problem = golden.problems[one.problem] as Problem;
        const { trajectory, states, shared, last, steps } = interpreted(entry, problem, one);
        one.parameters.forEach((row, k) => {
          row.forEach((values, i) => {
            expectClose(trajectory[k]?.[i] ?? [], values, `parameter ${i} at step ${k + 1}`);
          });
        });
        // A slot that the reference does not make is not in the file.
        one.state.forEach((slots, i) => {
          for (const [slot, values] of Object.entries(slots)) {
            expectClose(states[i]?.[slot] ?? [], values, `${slot} of parameter ${i}`);
          }
        });
        one.afterwards?.parameters.forEach((values, i) => {
          expectClose(last[i] ?? [], values, `parameter ${i} after ${one.afterwards?.update}`);
        });
        for (const [slot, value] of Object.entries(one.shared ?? {})) {
          expectClose(shared[slot] ?? [], [value], slot);
        }
        expect(steps).toEqual(one.steps);
      });
    }

    for (const { source, rule, problem, options, parameters, tolerance, ...extra } of spec) {
      if (rule !== golden.rule) continue;
      it(`equals ${source}: ${titleOf(options)}`, () => {
        const one = { name: '', problem, options, steps: [], ...extra };
        const { trajectory } = interpreted(entry, golden.problems[problem] as Problem, one);
        expectClose(trajectory.at(-1)?.[0] ?? [], parameters, 'parameter', tolerance);
      });
    }
  });

  describe(`${golden.rule} as an optimizer, in float32`, () => {
    beforeAll(() => tf.setBackend('cpu'));
    const single = singleOf(entry);

    for (const one of golden.cases) {
      it(`stays near ${golden.library}: ${one.name}`, async () => {
        const problem = golden.problems[one.problem] as Problem;
        const run = start(entry, problem, one);
        problem.gradients.forEach((row, k) => {
          const gradients = row.map((gradient) => gradient && Float32Array.from(gradient));
          const named = problem.rows?.[k];
          run.optimizer.applyGradients(
            named === undefined
              ? gradientMap(run.variables, gradients)
              : sparseMap(run.variables, gradients, named),
          );
          const further = furtherAfter(one, k);
          if (further === undefined) return;
          applyUpdate(run.optimizer, further, gradientMap(run.variables, gradients));
        });
        const { weights, slots, steps } = await snapshotOf(run);
        one.parameters.at(-1)?.forEach((values, i) => {
          expectClose(weights[`p${i}`] ?? [], values, `parameter ${i}`, single);
        });
        one.state.forEach((state, i) => {
          for (const [slot, values] of Object.entries(state)) {
            const what = `${slot} of parameter ${i}`;
            expectClose(slots[`p${i}/${slot}`] ?? [], values, what, single);
          }
        });
        one.float32?.forEach((values, i) => {
          expectClose(weights[`p${i}`] ?? [], values, `parameter ${i} of float32`, single);
        });
        expect(one.steps.map((_, i) => steps[`p${i}`] ?? 0)).toEqual(one.steps);
      });
    }
  });
}

/** Sparse gradients as a user gives them. */
function sparseMap(
  variables: Run['variables'],
  gradients: readonly (Float32Array | null)[],
  rows: readonly (Values | null)[],
): Record<string, SparseGradient> {
  return Object.fromEntries(
    variables.flatMap(({ name, shape }, i): [string, SparseGradient][] => {
      const [gradient, named] = [gradients[i], rows[i]];
      if (!gradient || !named) return [];
      const width = gradient.length / (shape[0] as number);
      const values = named.flatMap((row) => {
        const count = named.filter((other) => other === row).length;
        return Array.from(gradient.slice(row * width, (row + 1) * width), (x) => x / count);
      });
      return [
        [
          name,
          {
            indices: tf.tensor1d([...named], 'int32'),
            values: tf.tensor(values, [named.length, ...shape.slice(1)], 'float32'),
          },
        ],
      ];
    }),
  );
}

function start(entry: Entry, problem: Problem, one: Case): Run {
  const variables = problem.start.map((values, i) =>
    tf.variable(tf.tensor(Float32Array.from(values), [...(problem.shapes[i] ?? [])])),
  );
  const names = named(variables);
  const options: Record<string, unknown> = { ...one.options };
  if (one.options.cautious) options.cautious = cautious;
  if (one.clip) {
    options.clip =
      'norm' in one.clip ? clipByGlobalNorm(one.clip.norm) : clipByValue(one.clip.value);
  }
  if (one.learningRates) {
    // PyTorch's schedulers also count a step without any gradient; a group's steps do not.
    const moves = problem.gradients.map((row) => row.some((gradient) => gradient !== null));
    const rates = one.learningRates.filter((_, k) => moves[k]);
    options.learningRate = (k: number) => rates[k] ?? 0;
  }
  const groups = one.groups?.map((group) => ({
    ...group.options,
    parameters: group.parameters.map((i) => names[i] as [string, tf.Variable]),
  }));
  const optimizer = entry.create(groups ?? names, options as EntryOptions);
  return { variables, optimizer };
}

it.each(files)(
  'compares $entry.name with each option at another value than its default',
  (file) => {
    const { defaults, name } = file.entry.rule;
    const sets = [
      ...file.golden.cases.flatMap(
        ({ options, groups = [], learningRates: [learningRate] = [] }) => [
          options,
          ...groups.map((group) => group.options),
          ...(learningRate === undefined ? [] : [{ learningRate }]),
        ],
      ),
      ...spec.filter(({ rule }) => rule === name).map(({ options }) => options),
    ];
    const left = Object.keys(defaults).filter((option) =>
      sets.every((set) => (set[option] ?? defaults[option]) === defaults[option]),
    );
    expect(left).toEqual([]);
  },
);

it('compares every row of spec.json', () => {
  const rules = catalogue.map(({ rule }) => rule.name);
  expect(spec.filter(({ rule }) => !rules.includes(rule))).toEqual([]);
  expect(spec.length).toBeGreaterThan(0);
});
