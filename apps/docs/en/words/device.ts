/** Words of the page that checks the device of a visitor. */
export const device = {
  backends: 'Backends',
  run: 'Check this device',
  again: 'Check again',
  stop: 'Stop',
  idle: 'Nothing runs before you ask. It takes some seconds for each backend.',
  working: {
    start: (backend: string) => `${backend}: loading and starting`,
    precision: (backend: string) => `${backend}: looking at numbers`,
    laws: (backend: string) => `${backend}: laws`,
    speed: (backend: string) => `${backend}: timing steps`,
  },
  done: 'All backends are checked.',
  stopped: 'Stopped. Backends that were finished are below.',
  failed: (message: string) => `The check has ended by an error: ${message}`,
  progress: 'Progress',
  unknown: 'not checked',

  numbers: 'Numbers',
  numbersNote:
    'What tensors and the state of optimizers keep, and how far a quotient and a square root are from the nearest float32.',
  backend: 'Backend',
  tensors: 'Tensors',
  state: 'Optimizer state',
  subnormals: 'Subnormal numbers',
  quotient: 'Quotient',
  root: 'Square root',
  format: (bits: number) =>
    bits === 23 ? 'float32' : bits === 10 ? 'float16' : `${bits + 1} bits`,
  kept: 'kept',
  flushed: 'become 0',
  error: (ulps: number) => (ulps === 0 ? 'exact' : `≤ ${ulps} ulp`),
  missing: {
    webassembly: 'Not here: this browser does not run WebAssembly.',
    webgl2: 'Not here: this browser gives a worker no WebGL 2.',
    webgpu: 'Not here: this browser has no WebGPU, or this page is not loaded over HTTPS.',
    gpu: 'Not here: WebGPU finds no graphics processor that it may use.',
    adapter: 'Not here: the adapter of Nadir refuses this device.',
    other: 'Not here: it cannot be started.',
  },

  lawsTitle: 'Laws',
  lawsNote: 'Tests of @nadir/conformance that pass, of those that were run, for ten optimizers.',
  law: 'Law',
  laws: {
    computesOperations: 'Each operation is that of IEEE 754, for infinities and NaN too',
    reduces: 'Sums and maxima of any number of terms',
    sumsManyTerms: 'Losses of thousands of examples are as exact as of few',
    passesInputsAndOutputs: 'Nothing is shared or written over between programs',
    drawsRandomBits: 'The same seed gives the same random bits',
    drawsDropoutMasks: 'Masks of dropout are those of JAX',
    equalsInterpreter: 'A step of an optimizer is that of its formula',
    takesManyElements: 'For tensors of many elements too',
    staysWithInterpreter: 'And after forty steps',
    leavesOthersAlone: 'No other tensor changes with a step',
    skipsMissingGradients: 'No gradient, no change',
    savesAndRestores: 'Stopped and resumed, training goes on bit for bit',
    leaksNothing: 'Memory does not grow with steps',
    handlesNonFinite: 'A step with NaN is refused or skipped, as asked',
  },
  passed: (passed: number, all: number) => `${passed} of ${all}`,
  leftOut: (count: number) =>
    `${count} ${count === 1 ? 'test was' : 'tests were'} left out where subnormal numbers become 0.`,
  sixteenBits: (backend: string) =>
    `${backend} has tensors of 16 bits here, so its laws, which compare in 32, are not held.`,
  failures: (count: number) => (count === 1 ? '1 test failed' : `${count} tests failed`),

  speedTitle: 'Steps per second',
  speedNote: (parameters: string, rounds: number) =>
    `Steps of Adam on given gradients, for the ${parameters} weights of a perceptron 784–256–10. Nadir and tf.train.adam take turns in ${rounds} rounds; the ratio is the median over the rounds, with their quartiles in brackets. Where the rounds disagree, no ratio is told.`,
  nadir: 'Nadir',
  ratio: 'Ratio',
  times: (median: string, low: string, high: string) => `${median} × (${low}–${high})`,
  unsteady: 'the rounds disagree',

  result: 'Result',
  resultNote:
    'What was found, as JSON to put into a report. It names your browser and graphics processor, and is not sent anywhere.',
  copy: 'Copy as JSON',
};
