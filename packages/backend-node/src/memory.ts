import { type HostMemory, type Intake, oncePerBackend } from '@nadir/simd';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './binding.js';
import { guard } from './guard.js';
import { probe } from './probe.js';
import { receive } from './receive.js';
import { moveOut, residenceOf, settle, setValues } from './residence.js';
import { tensorflow } from './tensorflow.js';

/**
 * The tensors of the backend `tensorflow`, which from here on hands out and shares no array of an arena.
 *
 * @throws {@link ProgramError} when there is no such backend, or its memory is out of reach.
 */
export const tensorflowMemory = oncePerBackend(tensorflow, memoryOf);

function memoryOf(backend: TensorFlow): Required<HostMemory> {
  probe(backend);
  guard(backend);
  const publish = (array: Float32Array, shape: readonly number[]): TensorInfo => {
    const dataId = backend.write(array, [...shape], 'float32') as TensorInfo['dataId'];
    return { dataId, shape: [...shape], dtype: 'float32' };
  };
  return {
    read: (tensor, intake) => read(backend, tensor, intake),
    write({ dataId, shape }) {
      const here = residenceOf(dataId);
      if (here !== undefined) return here;
      const array = new Float32Array(util.sizeFromShape(shape));
      setValues(backend, dataId, array);
      return array;
    },
    publish,
    residents: {
      useIntake: true,
      make(shape, array) {
        const made = publish(array, shape);
        settle(made.dataId, array);
        return made;
      },
      arrayOf: (dataId) => (backend.tensorMap.has(dataId) ? residenceOf(dataId) : undefined),
      isShared: (dataId) => backend.refCount(dataId) !== 1,
      moveOut: (dataId) => moveOut(backend, dataId),
    },
  };
}

/** From this number of elements on, TensorFlow copies faster than a new array is made. */
const smallestReceived = 65536;

/**
 * Reads a tensor where its values have an array; the first large one of TensorFlow's own into the
 * intake of the arena.
 */
function read(backend: TensorFlow, { dataId, shape }: TensorInfo, intake: Intake): Float32Array {
  const { binding, tensorMap } = backend;
  const { values, id } = tensorMap.get(dataId);
  const known = residenceOf(dataId) ?? values;
  if (known) return known;
  const size = util.sizeFromShape(shape);
  const array = size >= smallestReceived ? intake.take(size) : undefined;
  if (array === undefined) return binding.tensorDataSync(id);
  receive(binding, id, array);
  return array;
}
