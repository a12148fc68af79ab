import { describe, expect, it } from 'vitest';
import { bindRows, compileRows, rowArguments } from './row-loop.js';
import type { RowProgram } from './row-program.js';

const memory = new WebAssembly.Memory({ initial: 64 });
const floats = new Float32Array(memory.buffer);

/** What the machine code of a function gives. */
function results(op: 'exp' | 'log', given: readonly number[]): Float32Array {
  const layout = { rows: 'all', columns: 'all' } as const;
  const program: RowProgram = {
    nodes: [
      { op: 'input', layout, type: 'float32' },
      { op, args: [0] },
    ],
    outputs: [{ node: 1, layout, type: 'float32', adds: false }],
  };
  floats.set(given);
  const { args, addresses } = rowArguments(program, []);
  args.splice(0, 2, 1, given.length);
  args[addresses[1] as number] = 4 * given.length;
  bindRows(compileRows(program), memory)(args);
  return floats.slice(given.length, 2 * given.length);
}

/** How far two float32 numbers are from each other, in numbers between them. */
function steps(a: number, b: number): number {
  if (Object.is(Math.fround(a), Math.fround(b))) return 0;
  const [p, q] = new Int32Array(Float32Array.of(a, b).buffer) as unknown as [number, number];
  return Math.abs(p - q);
}

const spread = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.fround(from + ((to - from) * i) / (count - 1)));

describe.each([
  ['exp', Math.exp, [...spread(-110, 95, 50_001), ...spread(-1e-3, 1e-3, 1001)]],
  [
    'log',
    Math.log,
    [...spread(1e-4, 4, 50_001), ...spread(1, 3e38, 1001), Math.fround(1e-40), 2 ** -149],
  ],
] as const)('%s', (op, exact, given) => {
  it('is the nearest float32, or the one next to it', () => {
    const found = results(op, given);
    const far = given.filter((x, i) => steps(exact(x), found[i] as number) > 1);
    expect(far).toEqual([]);
  });

  it('is what IEEE 754 says where there is nothing near', () => {
    const edges = [0, -0, Infinity, -Infinity, Number.NaN, 1, op === 'exp' ? 200 : -200];
    expect([...results(op, edges)]).toEqual(edges.map((x) => Math.fround(exact(x))));
  });
});
