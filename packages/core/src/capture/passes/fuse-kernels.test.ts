import { afterEach, expect, it } from 'vitest';
import { registerBackend, unregisterBackend } from '../../program/run/registry.js';
import type { KernelGroup, KernelNode, RecordNode, StepRecord, Use } from '../step-record.js';
import { fuseKernels } from './fuse-kernels.js';

afterEach(() => unregisterBackend('stand-in'));

/** Registers an adapter that fuses groups of some kernels, and says which groups it was asked for. */
function fuses(kernels: RegExp, most = Infinity): string[] {
  const asked: string[] = [];
  const compile = () => {
    throw new Error('There is no program here.');
  };
  const fuse = ({ nodes }: KernelGroup) => {
    const names = nodes.map(({ config }) => config.kernelName);
    asked.push(names.join(' '));
    const fits = names.length <= most && names.every((name) => kernels.test(name));
    return fits ? { run: () => [] } : undefined;
  };
  registerBackend({ name: 'stand-in', compile, fuse });
  return asked;
}

const use = (buffer: number): Use => ({ buffer, shape: [2], dtype: 'float32' });

/** A kernel by its name, the buffers that it reads and those that it makes. */
const kernel = (kernelName: string, inputs: number[], ...outputs: number[]): KernelNode => ({
  kind: 'kernel',
  config: { kernelName, backendName: 'stand-in', kernelFunc: () => [] },
  names: undefined,
  attrs: {},
  inputs: inputs.map(use),
  outputs: outputs.map(use),
  returnsList: false,
});

const effect = (...inputs: number[]): RecordNode => ({
  kind: 'effect',
  name: 'effect',
  inputs: inputs.map(use),
  outputs: [],
  run() {},
});

/** The nodes that the pass makes of a record: names of kernels with what they read and make. */
function fused(nodes: readonly RecordNode[], ...results: number[]): string[] {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs.map(({ buffer }) => buffer)));
  const record: StepRecord = {
    nodes,
    origins: Array.from({ length: 20 }, (_, buffer) =>
      made.has(buffer) ? { kind: 'made' } : { kind: 'argument', index: buffer },
    ),
    results: results.map(use),
    counts: new Map(),
    guards: [],
  };
  const numbers = (uses: readonly Use[]) => uses.map(({ buffer }) => buffer).join(' ');
  return fuseKernels(record, 'stand-in').nodes.map((node) => {
    const names = node.kind === 'fused' ? node.nodes : [node];
    const title = names.map((one) => (one.kind === 'kernel' ? one.config.kernelName : one.kind));
    return `${title.join('+')}: ${numbers(node.inputs)} -> ${numbers(node.outputs)}`;
  });
}

it('runs a chain as one, which reads what comes from outside and makes what others need', () => {
  fuses(/^[A-C]$/);
  const chain = [kernel('A', [0, 1], 2), kernel('B', [2, 0], 3), kernel('C', [3], 4)];
  expect(fused(chain, 4)).toEqual(['A+B+C: 0 1 -> 4']);
  expect(fused([...chain, kernel('D', [3], 5)], 4, 5)).toEqual(['A+B+C: 0 1 -> 3 4', 'D: 3 -> 5']);
});

it('runs kernels as one that read the same buffer, where the step makes it', () => {
  fuses(/^[A-C]$/);
  expect(
    fused([kernel('D', [0], 1), kernel('A', [1], 2), kernel('B', [1], 3), kernel('C', [0], 4)]),
  ).toEqual(['D: 0 -> 1', 'A+B: 1 -> ', 'C: 0 -> 4']);
});

it('leaves a kernel alone that nothing can join', () => {
  const asked = fuses(/^[AB]$/);
  expect(fused([kernel('A', [0], 1), kernel('D', [1], 2)], 2)).toEqual(['A: 0 -> 1', 'D: 1 -> 2']);
  expect(asked).toEqual(['A D']);
});

it('does not join what another kernel stands between', () => {
  fuses(/^[A-C]$/);
  const between = [kernel('A', [0], 1), kernel('D', [1], 2), kernel('B', [1, 2], 3)];
  expect(fused(between, 3)).toEqual(['A: 0 -> 1', 'D: 1 -> 2', 'B: 1 2 -> 3']);
});

it('does not join what a group stands between', () => {
  fuses(/^(A|B|X|Y)$/, 2);
  const nodes = [
    kernel('A', [0], 1),
    kernel('D', [1], 2),
    kernel('X', [2], 3),
    kernel('Y', [3], 4),
    kernel('B', [1, 4], 5),
  ];
  expect(fused(nodes, 5)).toEqual(['A: 0 -> 1', 'D: 1 -> 2', 'X+Y: 2 -> 4', 'B: 1 4 -> 5']);
});

it('joins nothing across code of the host', () => {
  fuses(/^[AB]$/);
  const nodes = [kernel('A', [0], 1), effect(1), kernel('B', [1], 2)];
  expect(fused(nodes, 2)).toEqual(['A: 0 -> 1', 'effect: 1 -> ', 'B: 1 -> 2']);
});

it('lets nobody read what is not made yet', () => {
  fuses(/^[AB]$/);
  // D reads of A, and B of E, which comes after D.
  const nodes = [
    kernel('A', [0], 1),
    kernel('D', [1], 2),
    kernel('E', [0], 3),
    kernel('B', [1, 3], 4),
  ];
  expect(fused(nodes, 2, 4)).toEqual(['E: 0 -> 3', 'A+B: 0 3 -> 1 4', 'D: 1 -> 2']);
});

it('changes nothing where no adapter fuses', () => {
  expect(fused([kernel('A', [0], 1), kernel('B', [1], 2)], 2)).toEqual(['A: 0 -> 1', 'B: 1 -> 2']);
});
