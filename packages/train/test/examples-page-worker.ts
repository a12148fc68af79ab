import { serveExamples } from '../src/workers/index.js';

/** Example 13 cannot be made; example 99 ends the worker. */
serveExamples((index) => {
  if (index === 13) throw new Error('as told');
  if (index === 99)
    setTimeout(() => {
      throw new Error('unheard of');
    });
  const example = {
    inputs: { values: Float32Array.of(index) },
    targets: { values: Int32Array.of(index % 2) },
  };
  return index === 99 ? new Promise(() => {}) : example;
});
