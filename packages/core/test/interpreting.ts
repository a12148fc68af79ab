import * as tf from '@tensorflow/tfjs';
import { interpret } from '../src/program/interpret.js';
import type { Backend, KernelCall } from '../src/program/run/backend.js';
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
  const run = (program: Program, call: KernelCall) => {
    counts.run++;
    const inputs: Record<string, number | Float32Array> = {};
    program.tensors.forEach((name, i) => {
      inputs[name] = values(call.tensors[i] as tf.TensorInfo);
    });
    program.broadcasts.forEach((name, i) => {
      inputs[name] = values(call.broadcasts[i] as tf.TensorInfo)[0] as number;
    });
    [...program.scalars, ...program.integers].forEach((name, i) => {
      inputs[name] = call.numbers[i] as number;
    });
    const results = interpret(program, inputs, 'float32', call.size);
    const made: Record<string, tf.TensorInfo> = {};
    program.outputs.forEach(({ name, reduce }, i) => {
      const value = results[name] as number | Float32Array;
      const array = typeof value === 'number' ? Float32Array.of(value) : value;
      const target = call.owned[i];
      if (target !== undefined) values(target).set(array);
      else {
        const shape = reduce === undefined ? [...call.shape] : [];
        made[name] = cpu().makeTensorInfo(shape, 'float32', array);
      }
    });
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
