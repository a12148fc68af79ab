import type { GroupKernel, KernelGroup } from '@nadir/core';
import { type KernelStep, rowsOf } from '@nadir/simd';
import { type WasmBackend, wasmBackend } from './memory.js';
import { RowKernel } from './row-kernel.js';
import { allocate, type HostBackend } from './training/kernel-call.js';

/** Kernels that compute on the elements, rows and columns of one matrix, as one loop; `undefined` where there are others. */
export function fuse({ nodes, inputs, outputs }: KernelGroup): GroupKernel | undefined {
  const steps = nodes.map(
    ({ config, inputs, attrs, outputs: [output] }): KernelStep => ({
      name: config.kernelName,
      inputs,
      attrs,
      output: output as KernelStep['output'],
    }),
  );
  const needed = outputs.map(({ buffer }) => buffer);
  const found = rowsOf(steps, needed);
  if (found === undefined) return undefined;
  const { rows, columns, program } = found;
  const placed = [...found.inputs, ...found.outputs];
  const kernel = new RowKernel(
    program,
    placed.map(({ placement }) => placement),
  );
  const positions = found.inputs.map((one) =>
    inputs.findIndex(({ buffer }) => buffer === one.buffer),
  );
  return {
    run(given) {
      const backend = wasmBackend() as WasmBackend;
      const made = outputs.map(({ shape, dtype }) =>
        allocate(backend as unknown as HostBackend, [...shape], dtype),
      );
      const read = positions.map((position) => given[position]);
      kernel.run(backend, rows, columns, read, made);
      return made;
    },
  };
}
