// A second thread of a SIMD loop: runs its part of the arrays each time it is told to.
import { workerData } from 'node:worker_threads';

const { module, memory, places, control, numbers } = workerData;
const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;

for (let turn = 0; ; turn++) {
  Atomics.wait(control, 0, turn);
  for (const { count, inputs, outputs } of places)
    run(0, count, 0, ...inputs, ...outputs, ...numbers);
  Atomics.store(control, 1, turn + 1);
  Atomics.notify(control, 1);
}
