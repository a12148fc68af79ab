import {
  abs,
  add,
  bits,
  clamp,
  div,
  type Expr,
  equal,
  greater,
  interpret,
  lerp,
  less,
  max,
  min,
  mul,
  neg,
  type Program,
  type ProgramNode,
  sign,
  sqrt,
  square,
  sub,
  sum,
  trace,
  uniform,
  where,
} from '@nadir/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  difference,
  inputsFor,
  programs,
  specials,
  tameValues,
  wildValues,
} from '../../core/test/random-program.js';
import {
  bindLoop,
  compileLoop,
  encodeLoop,
  loopArguments,
  readReductions,
  reductionBytes,
  resetReductions,
} from './index.js';

type Inputs = Readonly<Record<string, number | Float32Array>>;

interface Layout {
  /** Whether outputs named as an input take its place. */
  readonly inPlace?: boolean;
  /** Number of elements of each call but the last; by default there is one call. */
  readonly chunk?: number;
  /** What stands behind the last element of each array. */
  readonly garbage?: number;
  /** Whether the memory is shared among threads. */
  readonly shared?: boolean;
}

/**
 * Lays arrays out in a new memory with gaps between them and runs a program there. Gives its
 * results as the interpreter does, and the number of bytes that changed outside of the outputs,
 * each of whole vectors, and the reductions.
 */
function runLoop(program: Program, inputs: Inputs, size: number, layout: Layout = {}) {
  const { inPlace = false, chunk = Infinity, garbage = Number.NaN, shared } = layout;
  const perElement = program.outputs.filter(({ reduce }) => reduce === undefined);
  const reduced = program.outputs.length - perElement.length;
  const gap = 48;
  const arrayBytes = 16 * Math.ceil(size / 4);
  const reductions = gap;
  let end = reductions + reduced * reductionBytes + gap;
  const newArray = () => {
    const at = end;
    end += arrayBytes + gap;
    return at;
  };
  const inputAt = program.tensors.map(newArray);
  const outputAt = perElement.map(({ name }) => {
    const input = program.tensors.indexOf(name);
    return inPlace && input >= 0 ? (inputAt[input] as number) : newArray();
  });

  const initial = Math.ceil(end / 65536);
  const memory = new WebAssembly.Memory(
    shared ? { initial, maximum: initial + 1, shared } : { initial },
  );
  const bytes = new Uint8Array(memory.buffer).fill(0xa5);
  program.tensors.forEach((name, i) => {
    new Float32Array(memory.buffer, inputAt[i], arrayBytes / 4).fill(garbage);
    new Float32Array(memory.buffer, inputAt[i], size).set(inputs[name] as Float32Array);
  });
  resetReductions(program, memory.buffer, reductions);

  const before = bytes.slice();
  const loop = bindLoop(compileLoop(program, shared ? 'shared' : 'unshared'), memory);
  const { broadcasts, scalars, integers } = program;
  for (let start = 0; start < Math.max(size, 1); start += chunk) {
    loop(
      loopArguments({
        start,
        count: Math.min(chunk, size - start),
        inputs: inputAt.map((at) => at + 4 * start),
        outputs: outputAt.map((at) => at + 4 * start),
        reductions,
        numbers: [...broadcasts, ...scalars, ...integers].map((name) => inputs[name] as number),
      }),
    );
  }
  const after = bytes.slice();

  const results: Record<string, number | Float32Array> = {
    ...readReductions(program, after.buffer, reductions),
  };
  perElement.forEach(({ name }, i) => {
    results[name] = new Float32Array(after.buffer, outputAt[i], size);
  });
  const mayChange = (at: number) =>
    outputAt.some((from) => at >= from && at < from + arrayBytes) ||
    (at >= reductions && at < reductions + reduced * reductionBytes);
  const strayBytes = after.filter((byte, at) => byte !== before[at] && !mayChange(at)).length;
  return { results, strayBytes };
}

/** Fails unless the loop gives what the interpreter gives in float32, bit for bit. */
function expectReference(program: Program, inputs: Inputs, size: number, layout: Layout = {}) {
  const expected = interpret(program, inputs, 'float32', size);
  const { results, strayBytes } = runLoop(program, inputs, size, layout);
  expect(Object.keys(results).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    expect(difference(results[name], value), name).toBeUndefined();
  }
  expect(strayBytes).toBe(0);
}

const sizes = [0, 1, 2, 3, 4, 5, 127, 128, 129];
const layouts = fc.record({
  inPlace: fc.boolean(),
  chunk: fc.constantFrom(4, 8, 64, 128, Infinity),
  garbage: fc.constantFrom(Number.NaN, Infinity, 1e30, 0),
  shared: fc.boolean(),
});
const abc = { name: 'test', tensors: ['a', 'b', 'c'] } as const;

describe('a loop', () => {
  test.each<[string, (a: Expr, b: Expr, c: Expr) => Expr]>([
    ['add', add],
    ['sub', sub],
    ['mul', mul],
    ['div', div],
    ['min', min],
    ['max', (a, b) => max(a, b)],
    ['neg', neg],
    ['abs', abs],
    ['sqrt', sqrt],
    ['sign', sign],
    ['square', square],
    ['clamp', clamp],
    ['lerp', lerp],
    ['less', (a, b, c) => where(less(a, b), c, 7)],
    ['greater', (a, b, c) => where(greater(a, b), c, 7)],
    ['equal', (a, b, c) => where(equal(a, b), c, a)],
    ['where', (a, b, c) => where(less(a, 0), b, c)],
  ])('is the interpreter bit for bit on special and random values: %s', (_, expr) => {
    const program = trace(abc, ({ a, b, c }) => ({ o: expr(a, b, c) }));
    const values = [...specials, ...wildValues(1, 20)];
    const pairs = values.flatMap((a) => values.map((b) => [a, b] as const));
    const inputs = {
      a: Float32Array.from(pairs, ([a]) => a),
      b: Float32Array.from(pairs, ([, b]) => b),
      c: wildValues(2, pairs.length),
    };
    expectReference(program, inputs, pairs.length);
  });

  test('is the interpreter bit for bit for random programs, layouts and calls', () => {
    fc.assert(
      fc.property(
        programs(),
        fc.nat(),
        fc.constantFrom(...sizes),
        layouts,
        (program, seed, size, layout) => {
          expectReference(program, inputsFor(seed, size), size, layout);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  test.each(sizes)(
    'computes %i elements, in place and out of place, in one call or several',
    (n) => {
      const program = trace({ ...abc, scalars: ['s'], integers: ['k'] }, ({ a, b, c, s, k }) => ({
        a: lerp(a, b, s),
        b: add(mul(c, s), uniform(bits(k, k, k))),
        o: sqrt(abs(a)),
        sum: sum(a),
        max: max(neg(b)),
      }));
      const inputs = {
        ...{ a: wildValues(1, n), b: tameValues(2, n), c: tameValues(3, n) },
        ...{ s: 0.75, k: 5 },
      };
      for (const inPlace of [false, true]) {
        for (const chunk of [4, 12, 124, Infinity]) {
          expectReference(program, inputs, n, { inPlace, chunk });
        }
      }
    },
  );

  test('reads every input before it writes in its place', () => {
    const program = trace(abc, ({ a, b, c }) => ({ a: b, b: c, c: a }));
    const inputs = { a: wildValues(1, 9), b: wildValues(2, 9), c: wildValues(3, 9) };
    expectReference(program, inputs, 9, { inPlace: true });
  });

  test('gives outputs that vary with nothing, and programs without tensors', () => {
    const program = trace(
      { name: 'test', broadcasts: ['r'], scalars: ['s'], integers: ['k'] },
      ({ r, s, k }) => ({
        constant: add(r, neg(r)),
        o: mul(r, s),
        u: uniform(bits(k, k, k)),
        n: sum(mul(r, s)),
        m: max(s),
      }),
    );
    expectReference(program, { r: 1.5, s: 0.1, k: 2 ** 32 - 1 }, 6);
  });

  test('keeps constants of any magnitude', () => {
    const program = trace(abc, ({ a }) => ({
      ...Object.fromEntries(specials.map((value, i) => [`o${i}`, add(mul(a, 0), value)])),
      big: mul(a, 1e300),
      small: mul(a, 1e-300),
    }));
    expectReference(program, { a: tameValues(1, 5) }, 5);
  });

  test('runs a program without outputs, and one called for no elements', () => {
    const nothing = trace(abc, ({ a }) => ({ a }));
    expectReference(nothing, {}, 5);
    const total = trace(abc, ({ a }) => ({ a: neg(a), sum: sum(a), max: max(a) }));
    expectReference(total, { a: new Float32Array(0) }, 0);
  });
});

describe('a reduction', () => {
  const total = trace(abc, ({ a }) => ({ sum: sum(a), max: max(a) }));

  test.each(sizes)('does not see what stands behind element %i', (size) => {
    for (const garbage of [Number.NaN, Infinity, 1e30, -1e30]) {
      expectReference(total, { a: tameValues(1, size) }, size, { garbage });
    }
  });

  test('keeps six digits over ten million equal terms', () => {
    const a = new Float32Array(1e7).fill(0.1);
    const memory = new WebAssembly.Memory({ initial: 640 });
    new Float32Array(memory.buffer, 64, 1e7).set(a);
    resetReductions(total, memory.buffer, 0);
    const call = { start: 0, count: 1e7, inputs: [64], outputs: [], reductions: 0, numbers: [] };
    bindLoop(compileLoop(total), memory)(loopArguments(call));
    const result = readReductions(total, memory.buffer, 0);
    expect(Math.abs((result.sum as number) / (1e7 * Math.fround(0.1)) - 1)).toBeLessThan(1e-6);
    expect(result.max).toBe(Math.fround(0.1));
  });

  test('starts anew after a reset', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    new Float32Array(memory.buffer, 64, 4).set([1, 2, 3, 4]);
    const loop = bindLoop(compileLoop(total), memory);
    const call = { start: 0, count: 4, inputs: [64], outputs: [], reductions: 0, numbers: [] };
    for (let i = 0; i < 2; i++) {
      resetReductions(total, memory.buffer, 0);
      loop(loopArguments(call));
      expect(readReductions(total, memory.buffer, 0)).toEqual({ sum: 10, max: 4 });
    }
    loop(loopArguments(call));
    expect(readReductions(total, memory.buffer, 0)).toEqual({ sum: 20, max: 4 });
  });
});

describe('a module', () => {
  test('is valid for random programs', () => {
    fc.assert(
      fc.property(programs(), (program) => {
        expect(WebAssembly.validate(encodeLoop(program))).toBe(true);
        expect(WebAssembly.validate(encodeLoop(program, 'shared'))).toBe(true);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test('takes a memory of its own kind, whatever its size and maximum, and of no other', () => {
    const program = trace(abc, ({ a }) => ({ a: neg(a) }));
    // 65 536 pages are the most that a memory can have.
    const shared = [1, 256, 65_536].map(
      (maximum) => new WebAssembly.Memory({ initial: 1, maximum, shared: true }),
    );
    const unshared = [{ initial: 0 }, { initial: 300 }, { initial: 1, maximum: 2 }].map(
      (size) => new WebAssembly.Memory(size),
    );
    for (const memory of shared) {
      expect(() => bindLoop(compileLoop(program, 'shared'), memory)).not.toThrow();
      expect(() => bindLoop(compileLoop(program), memory)).toThrow(WebAssembly.LinkError);
    }
    for (const memory of unshared) {
      expect(() => bindLoop(compileLoop(program), memory)).not.toThrow();
      expect(() => bindLoop(compileLoop(program, 'shared'), memory)).toThrow(WebAssembly.LinkError);
    }
  });

  test('of AdamW takes less than a kilobyte', () => {
    const scalars = ['beta1', 'beta2', 'epsilon', 'keep', 'stepSize', 'vScale'] as const;
    const adamW = trace(
      { name: 'AdamW', tensors: ['param', 'grad', 'm', 'v'], scalars },
      ({ param, grad, m, v, beta1, beta2, epsilon, keep, stepSize, vScale }) => {
        const mNext = lerp(grad, m, beta1);
        const vNext = lerp(square(grad), v, beta2);
        const direction = div(mNext, add(mul(sqrt(vNext), vScale), epsilon));
        return { param: sub(mul(keep, param), mul(stepSize, direction)), m: mNext, v: vNext };
      },
    );
    expect(encodeLoop(adamW).length).toBeLessThan(1000);
  });

  // Beyond 127 an index takes two bytes, beyond 16383 three.
  test.each([10, 130, 6000])('numbers the values of %i operations', (count) => {
    const program = trace(abc, ({ a, b }) => {
      const made = [a];
      for (let i = 0; i < count; i++) made.push(add(i % 2 ? a : b, i));
      // Pairs, so that the graph is wide rather than deep.
      let layer = made;
      while (layer.length > 1) {
        layer = layer.flatMap((x, i) => (i % 2 ? [] : [max(x, layer[i + 1] ?? x)]));
      }
      return { o: layer[0] as Expr };
    });
    expectReference(program, { a: tameValues(1, 3), b: tameValues(2, 3) }, 3);
  });

  test('takes many tensors, numbers and outputs', () => {
    const names = Array.from({ length: 130 }, (_, i) => `x${i}`);
    const program = trace({ name: 'test', tensors: names, scalars: ['s'] }, ({ s, ...x }) =>
      Object.fromEntries(names.map((name, i) => [name, add(mul(x[name] as Expr, s as Expr), i)])),
    );
    const inputs = Object.fromEntries(names.map((name, i) => [name, wildValues(i, 5)]));
    expectReference(program, { ...inputs, s: 3 }, 5, { inPlace: true });
  });

  test('is written in time proportional to the number of operations', () => {
    const depth = 12;
    const { nodes, ...rest } = trace({ name: 'test', scalars: ['s'] }, ({ s }) => {
      let x = s;
      // Each operation uses the one before twice, so there are 2¹² ways down to `s`.
      for (let i = 0; i < depth; i++) x = mul(x, x);
      return { o: x };
    });
    let reads = 0;
    const counted = nodes.map(
      (node): ProgramNode => ({
        ...node,
        get args() {
          reads++;
          return node.args;
        },
      }),
    );
    encodeLoop({ ...rest, nodes: counted });
    expect(reads).toBeLessThan(10 * depth);
  });
});
