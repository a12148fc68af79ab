// Random programs and values for them, for the tests of the interpreter, of the fallback and of every
// adapter.
import fc from 'fast-check';
import {
  abs,
  add,
  bits,
  clamp,
  div,
  type Expr,
  equal,
  greater,
  lerp,
  less,
  max,
  min,
  mul,
  neg,
  sign,
  sqrt,
  square,
  sub,
  uniform,
  where,
} from '../src/program/expression.js';
import { largest, sum } from '../src/program/reduce.js';
import { threefry } from '../src/program/threefry.js';
import { type Program, trace } from '../src/program/trace.js';

/** What a random program may read. */
export const signature = {
  name: 'random',
  tensors: ['x', 'y', 'z'],
  broadcasts: ['r'],
  scalars: ['s', 't'],
  integers: ['key', 'stream', 'step'],
} as const;

/** Numbers at which operations behave in their own way: zeros, ends of the range, subnormals. */
export const specials: readonly number[] = [
  ...[0, -0, 1, -1, 0.5, 2, 3, Infinity, -Infinity, NaN],
  ...[2 ** -149, -(2 ** -149), 2 ** -127, 2 ** -126, -(2 ** -126)],
  ...[(2 - 2 ** -23) * 2 ** 127, -(2 - 2 ** -23) * 2 ** 127, 2 ** 64, 1 + 2 ** -23, 0.1],
];

/** The expressions that one step of a random program can add, from earlier ones and a number. */
const steps = {
  add: ([a, b]) => add(a, b),
  sub: ([a, b]) => sub(a, b),
  mul: ([a, b]) => mul(a, b),
  div: ([a, b]) => div(a, b),
  min: ([a, b]) => min(a, b),
  max: ([a, b]) => max(a, b),
  neg: ([a]) => neg(a),
  abs: ([a]) => abs(a),
  sqrt: ([a]) => sqrt(a),
  sign: ([a]) => sign(a),
  square: ([a]) => square(a),
  clamp: ([a, b, c]) => clamp(a, b, c),
  lerp: ([a, b, c]) => lerp(a, b, c),
  ifLess: ([a, b, c, d]) => where(less(a, b), c, d),
  ifGreater: ([a, b, c, d]) => where(greater(a, b), c, d),
  ifEqual: ([a, b, c]) => where(equal(a, b), c, a),
  random: (_, __, { key, stream, step }) => uniform(bits(key, stream, step)),
  // Another use of the same integers gives other bits.
  otherRandom: (_, __, { key, stream, step }) => uniform(bits(step, key, stream)),
  timesConstant: ([a], value) => mul(a, value),
  plusConstant: ([a], value) => add(a, value),
} satisfies Record<
  string,
  (
    picked: readonly [Expr, Expr, Expr, Expr],
    value: number,
    integers: Readonly<Record<'key' | 'stream' | 'step', Expr<'integer'>>>,
  ) => Expr
>;

/**
 * Random programs of up to 24 steps on three tensors and four numbers, with up to four outputs:
 * in place of an input or of their own, by element or reduced. They shrink to short ones.
 */
export function programs(): fc.Arbitrary<Program> {
  const step = fc.record({
    word: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
    picks: fc.tuple(...Array.from({ length: 4 }, () => fc.nat(15))) as fc.Arbitrary<
      [number, number, number, number]
    >,
    value: fc.oneof(
      fc.constantFrom(...specials.filter(Number.isFinite)),
      fc.float({ noNaN: true, noDefaultInfinity: true }),
    ),
  });
  const output = fc.record({
    name: fc.constantFrom('x', 'y', 'z', 'o', 'p'),
    pick: fc.nat(7),
    reduce: fc.constantFrom('no', 'no', 'sum', 'max'),
  });
  return fc
    .record({
      chosen: fc.array(step, { maxLength: 24 }),
      outputs: fc.uniqueArray(output, { selector: ({ name }) => name, minLength: 1, maxLength: 4 }),
    })
    .map(({ chosen, outputs }) =>
      trace(signature, ({ x, y, z, r, s, t, ...integers }) => {
        const made: Expr[] = [t, s, r, z, y, x];
        // Counted from the end, so that small numbers mean what was made last.
        const pick = (back: number) => made[made.length - 1 - (back % made.length)] as Expr;
        for (const { word, picks, value } of chosen) {
          const [a, b, c, d] = picks;
          made.push(steps[word]([pick(a), pick(b), pick(c), pick(d)], value, integers));
        }
        const results: Record<string, Expr> = {};
        for (const { name, pick: back, reduce } of outputs) {
          const value = pick(back);
          // A reduction is a tensor of its own, so it never has the name of an input.
          if (reduce === 'no') results[name] = value;
          else results[`${reduce}Of${name}`] = reduce === 'sum' ? sum(value) : largest(value);
        }
        return results;
      }),
    );
}

/**
 * Float32 numbers drawn by Threefry from a seed: half of them in (−4, 4), a quarter with random
 * bits (so of any magnitude, some NaN), a quarter from {@link specials}.
 */
export function wildValues(seed: number, size: number): Float32Array {
  const bitsAsFloat = new Float32Array(1);
  const asBits = new Uint32Array(bitsAsFloat.buffer);
  return Float32Array.from({ length: size }, (_, i) => {
    const [kind, word] = threefry(seed, 0, i, 0);
    if (kind % 4 === 0) return specials[word % specials.length] as number;
    if (kind % 4 === 1) {
      asBits[0] = word;
      return bitsAsFloat[0] as number;
    }
    return (word / 2 ** 32) * 8 - 4;
  });
}

/** Float32 numbers in [0.5, 2), on which no operation overflows, underflows or meets a zero soon. */
export function tameValues(seed: number, size: number): Float32Array {
  return Float32Array.from(
    { length: size },
    (_, i) => 0.5 + 1.5 * (threefry(seed, 0, i, 0)[0] / 2 ** 32),
  );
}

/** Values for every input of {@link signature}. */
export function inputsFor(
  seed: number,
  size: number,
  values: (seed: number, size: number) => Float32Array = wildValues,
): Record<'x' | 'y' | 'z', Float32Array> & Record<'r' | 's' | 't', number> & Integers {
  const [r, s, t] = values(seed + 3, 3) as unknown as [number, number, number];
  const [key, stream] = threefry(seed, 1, 0, 0);
  const [x, y, z] = [values(seed, size), values(seed + 1, size), values(seed + 2, size)];
  return { x, y, z, r, s, t, key, stream, step: seed % 1000 };
}

type Integers = Record<'key' | 'stream' | 'step', number>;

/** The first place where two results differ, or undefined. 0 and −0 differ; one NaN is like another. */
export function difference(
  actual: ArrayLike<number> | number | undefined,
  expected: ArrayLike<number> | number | undefined,
) {
  const list = (values: ArrayLike<number> | number | undefined) =>
    typeof values === 'number' ? [values] : (values ?? []);
  const [a, e] = [list(actual), list(expected)];
  if (a.length !== e.length) return { actualLength: a.length, expectedLength: e.length };
  for (let i = 0; i < e.length; i++) {
    if (!Object.is(a[i], e[i])) return { element: i, actual: a[i], expected: e[i] };
  }
  return undefined;
}
