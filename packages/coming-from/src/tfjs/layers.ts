import type { Group } from '../page.js';

const none = 'there is none';
const outside = 'an option of the optimizer';
const numbers = 'Drawn from another distribution by default, that of PyTorch.';

const standardized = {
  axis: 'always the last',
  center: 'as `scale`: both or none',
  scale: 'affine',
  betaInitializer: 'always zeros',
  gammaInitializer: 'always ones',
  betaRegularizer: outside,
  gammaRegularizer: outside,
};

export const layers: Group = {
  title: 'Layers that train',
  prefix: 'layers.',
  intro: [
    'In a `LayersModel` they stay what they are; these are the modules that take their place in a `Module`, where `train()` and `eval()`',
    'switch them. Every other layer is an operation: `tf.conv2d` in a `forward`.',
  ].join('\n'),
  rows: [
    {
      there: 'dropout',
      here: 'Dropout',
      options: {
        rate: 'p',
        noiseShape: '`Dropout1d`, `Dropout2d`, `Dropout3d` drop channels',
        seed: 'random',
      },
      note: 'Each call has a new mask, the same on every backend for the same seed. A layer of TensorFlow.js with a `seed` repeats one mask for ever.',
    },
    { there: 'spatialDropout1d', here: 'Dropout1d', options: { rate: 'p', seed: 'random' } },
    { there: 'gaussianDropout', here: 'GaussianDropout', options: { rate: 'p' } },
    { there: 'gaussianNoise', here: 'GaussianNoise', options: { stddev: 'standardDeviation' } },
    {
      there: 'alphaDropout',
      here: 'AlphaDropout',
      options: { rate: 'p', noiseShape: '`FeatureAlphaDropout` drops channels' },
    },
    {
      there: 'batchNormalization',
      here: 'BatchNorm',
      options: {
        ...standardized,
        movingMeanInitializer: 'always zeros',
        movingVarianceInitializer: 'always ones',
        betaConstraint: outside,
        gammaConstraint: outside,
      },
      defaults: {
        momentum: 'there it is the share that stays, here, as in PyTorch, the share that comes.',
        epsilon: 'that of PyTorch.',
      },
      note: 'The running variance is that of the population, n / (n − 1) times that of the batch, as in PyTorch.',
    },
    {
      there: 'layerNormalization',
      here: 'LayerNorm',
      options: standardized,
      defaults: { epsilon: 'that of PyTorch.' },
    },
    {
      there: 'dense',
      here: 'Linear',
      options: {
        units: 'outFeatures',
        activation: 'a module behind it: `ReLU`, `Tanh`, `Sigmoid`, `GELU`',
        useBias: 'bias',
        kernelInitializer: 'initial',
        biasInitializer: 'always uniform in ±1/√in',
        inputDim: 'inFeatures',
        kernelConstraint: outside,
        biasConstraint: outside,
        kernelRegularizer: outside,
        biasRegularizer: outside,
        activityRegularizer: '`l1(…).penalty([outputs])`, added to the loss',
      },
      note: numbers,
    },
    {
      there: 'activation',
      here: ['ReLU', 'Tanh', 'Sigmoid', 'GELU'],
      options: { activation: 'a module each' },
    },
    { there: 'reLU', here: 'ReLU', options: { maxValue: '`tf.clipByValue`' } },
    { there: 'elu', here: 'tf.elu', options: { alpha: 'always 1' } },
    { there: 'leakyReLU', here: 'tf.leakyRelu' },
    {
      there: 'prelu',
      here: 'tf.prelu',
      options: {
        alphaInitializer: '`alpha`, a `parameter` of your own',
        alphaRegularizer: outside,
        alphaConstraint: outside,
        sharedAxes: 'the shape of `alpha`',
      },
    },
    { there: 'softmax', here: 'tf.softmax', options: { axis: 'dim' } },
    {
      there: 'thresholdedReLU',
      here: 'tf.where',
      options: { theta: '`tf.where(tf.greater(x, theta), x, 0)`' },
    },
  ],
};

export const initializers: Group = {
  title: 'Initializers',
  prefix: 'initializers.',
  rows: [
    {
      there: 'heUniform',
      here: 'kaimingUniform',
      options: { seed: '`random` of the layer' },
      note: '`initial` of `Linear` takes what it makes, and what the next three make.',
    },
    {
      there: 'heNormal',
      here: 'kaimingNormal',
      options: { seed: '`random` of the layer' },
      note: 'It is not cut off; TensorFlow.js cuts it off at two deviations.',
    },
    { there: 'glorotUniform', here: 'xavierUniform', options: { seed: '`random` of the layer' } },
    {
      there: 'glorotNormal',
      here: 'xavierNormal',
      options: { seed: '`random` of the layer' },
      note: 'It is not cut off; TensorFlow.js cuts it off at two deviations.',
    },
    {
      there: 'randomNormal',
      here: 'randomNormal',
      options: { stddev: 'standardDeviation', seed: 'key' },
      defaults: { standardDeviation: 'the normal distribution itself.' },
    },
    {
      there: 'randomUniform',
      here: 'randomUniform',
      options: { minval: 'low', maxval: 'high', seed: 'key' },
      defaults: { low: 'the unit interval.', high: 'the unit interval.' },
    },
    {
      there: [
        'constant',
        'identity',
        'leCunNormal',
        'leCunUniform',
        'ones',
        'orthogonal',
        'truncatedNormal',
        'varianceScaling',
        'zeros',
      ],
      note: 'Work as they are: `parameter(tf.initializers.orthogonal({}).apply([8, 8]))`.',
    },
  ],
};

export const functions: Group = {
  title: 'Functions',
  rows: [
    {
      there: 'dropout',
      here: 'Dropout',
      options: { x: 'the argument of `forward`', rate: 'p', noiseShape: none, seed: 'random' },
    },
  ],
};
