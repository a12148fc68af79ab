import type * as wasm from '../wasm.js';
import { passesOf } from './row-analysis.js';
import type { RowProgram } from './row-program.js';
import { RowWriter } from './row-writer.js';

/** A row program as machine code over one memory. Its arguments are those of {@link rowArguments}. */
export type RowLoop = (args: readonly number[]) => void;

/** Arguments of a {@link RowLoop}, which whoever runs it fills in. */
export interface RowArguments {
  /**
   * Rows and columns of the matrix, which are ≥ 1, and the address of scratch space; then the address of each input and of each output, in
   * their order, and after each of them `repeat` and `period` where its layout chooses rows. What elements are added to begins at 0.
   */
  readonly args: number[];
  /** Where in them the address of each input is, then of each output. */
  readonly addresses: readonly number[];
}

/** Arguments for a row program, all 0 but what rows are chosen by. */
export function rowArguments(
  { nodes, outputs }: RowProgram,
  chosen: readonly { readonly repeat: number; readonly period: number }[],
): RowArguments {
  const args = [0, 0, 0];
  const inputs = nodes.flatMap((node) => (node.op === 'input' ? node : []));
  const addresses = [...inputs, ...outputs].map(({ layout }, i) => {
    const at = args.push(0) - 1;
    if (layout.rows === 'chosen') args.push(chosen[i].repeat, chosen[i].period);
    return at;
  });
  return { args, addresses };
}

/** How many rows of scratch space a row program needs, each of whole vectors. */
export const scratchRows = (program: RowProgram): number => passesOf(program).kept.length;

/**
 * Compiles a row program. A row takes a loop of vectors for each pass, and another for the elements that are left. A sum
 * keeps four partial sums, element i in the (i mod 4)-th, added as (0 + 1) + (2 + 3), and then takes what is left.
 */
export function compileRows(program: RowProgram, memory?: wasm.MemoryKind): WebAssembly.Module {
  return new WebAssembly.Module(new RowWriter(program).encode(memory));
}

/** Ties a compiled row program to a memory of the kind that it was compiled for. */
export function bindRows(module: WebAssembly.Module, memory: WebAssembly.Memory): RowLoop {
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    run: (...args: number[]) => void;
  };
  return (args) => run(...args);
}
