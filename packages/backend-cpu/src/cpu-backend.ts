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

/** The way in that {@link guard} leaves open, by backend. */
const unguardedWrites = new WeakMap<CpuBackend, CpuBackend['write']>();

/** The cpu backend itself. It never hands out or shares an array of an arena. */
export function cpuBackend(): CpuBackend {
  const cpu = engine().findBackend('cpu') as unknown as CpuBackend;
  if (!unguardedWrites.has(cpu)) guard(cpu);
  return cpu;
}

/** A tensor whose values are an array of an arena. */
export function makeResident(shape: readonly number[], array: Float32Array): TensorInfo {
  const cpu = cpuBackend();
  const write = unguardedWrites.get(cpu) as CpuBackend['write'];
  const dataId = write.call(cpu, array, [...shape], 'float32') as TensorInfo['dataId'];
  return { dataId, shape: [...shape], dtype: 'float32' };
}

/**
 * Makes the backend copy arrays of arenas whenever they would leave it.
 *
 * On this backend `dataSync` hands out the array of the tensor, and `slice` makes a tensor of a part
 * of it. Both would see later steps, which write arenas in place. All reading passes through
 * `readSync`, and every array that becomes a tensor through `write`.
 */
function guard(cpu: CpuBackend): void {
  const { readSync, write } = cpu;
  const outside = (values: unknown) =>
    values instanceof Float32Array && arenaOf(values) !== undefined ? values.slice() : values;
  cpu.readSync = (dataId) => outside(readSync.call(cpu, dataId));
  cpu.write = (values, shape, dtype) => write.call(cpu, outside(values), shape, dtype);
  unguardedWrites.set(cpu, write);
}
