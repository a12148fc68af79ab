// Chains of links, held against the transformations of optax that have their names.
import { readFileSync } from 'node:fs';
import {
  bind,
  chain,
  Optimizer,
  type OptionValues,
  RuleInterpreter,
  type Transform,
  traceRule,
} from '@nadir/core';
import { AdamW } from '@nadir/optim';
import * as transforms from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectEqual } from './expect-equal.js';
import { gradientMap, named, read } from './run.js';

type Values = readonly number[];
type Argument = number | Readonly<Record<string, unknown>> | { readonly schedule: Values };

interface Case {
  readonly name: string;
  readonly problem: string;
  readonly chain: readonly (readonly [link: string, ...given: Argument[]])[];
  readonly lookahead?: transforms.LookaheadOptions;
  readonly parameters: readonly (readonly Values[])[];
  readonly steps: Values;
}

interface Problem {
  readonly start: readonly Values[];
  readonly shapes: readonly (readonly number[])[];
  readonly gradients: readonly (readonly (Values | null)[])[];
}

const { library, problems, cases } = JSON.parse(
  readFileSync(new URL('../golden/chains.json', import.meta.url), 'utf8'),
) as { library: string; problems: Record<string, Problem>; cases: readonly Case[] };

const links = transforms as unknown as Readonly<
  Record<string, Transform | ((...given: unknown[]) => Transform)>
>;

function ruleOf({ chain: list, lookahead }: Case): Transform {
  const rules = list.map(([name, ...given], i) => {
    const link = links[name] as Transform | ((...given: unknown[]) => Transform);
    const one = typeof link === 'function' ? link(...given.map(fromJson)) : link;
    // Options of one name are one option of the chain, so the second of two has its own bound.
    const isSecond = list.findIndex(([other]) => other === name) < i;
    return isSecond ? bind(one) : one;
  });
  const rule = chain(...rules);
  return lookahead === undefined ? rule : transforms.lookahead(rule, lookahead);
}

const fromJson = (argument: Argument): unknown =>
  typeof argument === 'object' && Array.isArray(argument.schedule)
    ? (step: number) => (argument.schedule as Values)[step]
    : argument;

/** The schedule of an option that was given with the rule, as an optimizer evaluates it. */
const optionsAt = ({ defaults, given = {} }: Transform, step: number): OptionValues => ({
  ...defaults,
  ...Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'function' ? value(step) : value,
    ]),
  ),
});

beforeAll(() => tf.setBackend('cpu'));

describe('a chain', () => {
  it('is recorded for each link that optax has', () => {
    const recorded = new Set(cases.flatMap((one) => one.chain.map(([name]) => name)));
    // But for addNoise: optax draws other numbers.
    const expected = [
      ...Object.keys(transforms).filter((name) => /^scaleBy/.test(name)),
      ...['adaptiveGradientClip', 'addDecayedWeights', 'averageGradients', 'centralize'],
      ...['clipByGlobalNorm', 'clipByRms', 'clipByValue', 'momentum'],
    ];
    expect(expected.filter((name) => !(name in links))).toEqual([]);
    expect(expected.filter((name) => !recorded.has(name))).toEqual([]);
  });

  for (const one of cases) {
    const { start, shapes, gradients } = problems[one.problem] as Problem;
    const expected = one.parameters.at(-1) as readonly Values[];

    it(`equals ${library} in float64: ${one.name}`, () => {
      const rule = ruleOf(one);
      const run = new RuleInterpreter(
        rule,
        start.map((values, i) => ({ values, shape: shapes[i] as number[] })),
        'float64',
      );
      gradients.forEach((row, k) => {
        run.step(row, () => optionsAt(rule, k));
      });
      run.parameters.forEach(({ param, t }, i) => {
        const close = { relative: 1e-9, absolute: 1e-9 };
        expectEqual(param, expected[i] as Values, `parameter ${i}`, close);
        expect(t).toBe(one.steps[i]);
      });
    });

    it(`stays near ${library} as an optimizer: ${one.name}`, async () => {
      const variables = start.map((values, i) =>
        tf.variable(tf.tensor([...values], [...(shapes[i] ?? [])])),
      );
      const optimizer = new Optimizer(ruleOf(one), named(variables));
      for (const row of gradients) {
        const floats = row.map((gradient) => gradient && Float32Array.from(gradient));
        optimizer.applyGradients(gradientMap(variables, floats));
      }
      for (const [i, variable] of variables.entries()) {
        const close = { relative: 2e-6, absolute: 2e-6 };
        expectEqual(await read(variable), expected[i] as Values, `parameter ${i}`, close);
      }
    });
  }

  it('is AdamW with clipping in as many programs', () => {
    const rule = ruleOf(cases.find(({ name }) => name === 'AdamW with clipping') as Case);
    const clipped = chain(transforms.clipByGlobalNorm(1), AdamW.rule);
    const programs = (one: Transform) => traceRule(one, one.defaults).stages.length;
    expect(programs(rule)).toBe(programs(clipped));
    const problem = problems.R as Problem;
    const parameters = problem.start.map((values, i) => ({
      values,
      shape: problem.shapes[i] as number[],
    }));
    const [given, expected] = [rule, clipped].map((one) => {
      const run = new RuleInterpreter(one, parameters, 'float64');
      problem.gradients.forEach((row, k) => {
        run.step(row, () => ({ ...one.defaults, ...optionsAt(rule, k) }));
      });
      return run.parameters.flatMap(({ param }) => [...param]);
    }) as [number[], number[]];
    expectEqual(given, expected, 'parameters', { relative: 1e-14, absolute: 1e-14 });
  });
});
