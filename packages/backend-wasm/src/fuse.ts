import type { GroupKernel, KernelGroup } from '@nadir/core/internal';
import { type KernelStep, type Placement, type Rows, rowsOf } from '@nadir/simd';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type WasmBackend, wasmBackend } from './memory.js';
import { RowKernel } from './row-kernel.js';
import { allocate, type HostBackend } from './training/kernel-call.js';

/** As many kernels run as one at most: finding out whether they can takes time that grows with their number. */
const most = 64;

/** Kernels that compute on the elements, rows and columns of one matrix, as one loop; `undefined` where there are others. */
export function fuse({ nodes, inputs, outputs }: KernelGroup): GroupKernel | undefined {
  if (nodes.length > most) return undefined;
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
  const positions = found.inputs.map((one) =>
    inputs.findIndex(({ buffer }) => buffer === one.buffer),
  );
  let kernel: RowKernel | undefined;
  return {
    run(given) {
      const backend = wasmBackend() as WasmBackend & HostBackend;
      const read = positions.map((position) => given[position]);
      const made: TensorInfo[] = [];
      try {
        for (const { shape, dtype } of outputs) made.push(allocate(backend, [...shape], dtype));
        kernel ??= new RowKernel(program, placementsOf(found));
        kernel.run(backend, rows, columns, read, made);
        return made;
      } catch (error) {
        for (const { dataId } of made) backend.disposeData(dataId);
        throw error;
      }
    },
  };
}

const placementsOf = ({ inputs, outputs }: Rows): readonly Placement[] =>
  [...inputs, ...outputs].map(({ placement }) => placement);
