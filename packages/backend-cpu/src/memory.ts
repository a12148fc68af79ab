import { type HostMemory, oncePerBackend } from '@nadir/simd';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type CpuBackend, cpuBackend, guard } from './cpu-backend.js';

/** The tensors of the cpu backend, which from here on hands out no array of an arena. */
export const cpuMemory = oncePerBackend(cpuBackend, memoryOf);

function memoryOf(cpu: CpuBackend): Required<HostMemory> {
  const write = guard(cpu);
  const valuesOf = ({ dataId }: TensorInfo) => cpu.data.get(dataId).values;
  return {
    read: valuesOf,
    write: valuesOf,
    publish: (array, shape) => cpu.makeTensorInfo([...shape], 'float32', array),
    residents: {
      useIntake: false,
      make(shape, array) {
        const dataId = write(array, [...shape], 'float32') as TensorInfo['dataId'];
        return { dataId, shape: [...shape], dtype: 'float32' };
      },
      // Asked for a tensor that it has not, the backend would fetch it from another one.
      arrayOf: (dataId) => (cpu.data.has(dataId) ? cpu.data.get(dataId).values : undefined),
      isShared: (dataId) => cpu.refCount(dataId) !== 1,
      moveOut(dataId) {
        const data = cpu.data.get(dataId);
        data.values = data.values.slice();
      },
    },
  };
}
