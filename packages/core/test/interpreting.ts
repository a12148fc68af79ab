import * as tf from '@tensorflow/tfjs';
import type { Backend, KernelCall } from '../src/program/backend.js';
import { interpret } from '../src/program/interpret.js';
import type { Program } from '../src/program/trace.js';

interface CpuBackend {
  readonly data: { get(dataId: object): { values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): tf.TensorInfo;
}

/** An adapter that runs the interpreter on the arrays of the cpu backend, and counts. */
export function interpreting() {
  const counts = { compiled: 0, run: 0 };
  const cpu = () => tf.engine().findBackend('cpu') as unknown as CpuBackend;
  const values = ({ dataId }: tf.TensorInfo) => cpu().data.get(dataId).values;
  const run = (program: Program, { tensors, scalars, owned, shape }: KernelCall) => {
    counts.run++;
    const inputs: Record<string, number | Float32Array> = { ...scalars };
    for (const name of program.tensors) inputs[name] = values(tensors[name] as tf.TensorInfo);
    for (const name of program.broadcasts) {
      inputs[name] = values(tensors[name] as tf.TensorInfo)[0] as number;
    }
    const made: Record<string, tf.TensorInfo> = {};
    for (const [name, value] of Object.entries(interpret(program, inputs, 'float32'))) {
      const array = typeof value === 'number' ? Float32Array.of(value) : (value as Float32Array);
      const target = tensors[name];
      if (target !== undefined && owned?.includes(name)) values(target).set(array);
      else {
        const like = tensors[program.tensors[0] ?? '']?.shape ?? [array.length];
        const of = typeof value === 'number' ? [] : [...(shape ?? like)];
        made[name] = cpu().makeTensorInfo(of, 'float32', array);
      }
    }
    return made;
  };
  const backend: Backend = {
    name: 'cpu',
    compile(program) {
      counts.compiled++;
      return { run: (call) => run(program, call) };
    },
  };
  return { backend, counts };
}
