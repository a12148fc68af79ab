import {
  add,
  div,
  type Expr,
  lerp,
  max,
  mul,
  neg,
  type ProgramNode,
  sqrt,
  square,
  sub,
  trace,
} from '@nadir/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programs, tameValues, wildValues } from '../../core/test/random-program.js';
import { expectReference } from '../test/reference.js';
import { bindLoop, compileLoop, encodeLoop } from './index.js';

const abc = { name: 'test', tensors: ['a', 'b', 'c'] } as const;

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
