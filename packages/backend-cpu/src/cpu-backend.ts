import { arenaOf } from '@nadir/simd';
import { engine, type TensorInfo } from '@tensorflow/tfjs-core';

/** What this adapter uses of the TensorFlow.js cpu backend, which holds tensors as JavaScript arrays. */
export interface CpuBackend {
  readonly data: {
    get(dataId: object): { values: Float32Array };
    has(dataId: object): boolean;
  };
  refCount(dataId: object): number;
  readSync(dataId: object): unknown;
  write(values: unknown, shape: number[], dtype: string): object;
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
}

/** The cpu backend itself. */
export const cpuBackend = (): CpuBackend => engine().findBackend('cpu') as unknown as CpuBackend;

/**
 * Makes the backend copy arrays of arenas whenever they would leave it.
 *
 * On this backend `dataSync` hands out the array of the tensor, and `slice` makes a tensor of a part
 * of it. Both would see later steps, which write arenas in place. All reading passes through
 * `readSync`, and every array that becomes a tensor through `write`.
 *
 * @returns The way in that stays open: `write` as it was.
 */
export function guard(cpu: CpuBackend): CpuBackend['write'] {
  const { readSync, write } = cpu;
  const outside = (values: unknown) =>
    values instanceof Float32Array && arenaOf(values) !== undefined ? values.slice() : values;
  cpu.readSync = (dataId) => outside(readSync.call(cpu, dataId));
  cpu.write = (values, shape, dtype) => write.call(cpu, outside(values), shape, dtype);
  return (values, shape, dtype) => write.call(cpu, values, shape, dtype);
}
