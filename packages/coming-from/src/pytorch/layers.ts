import type { Group } from '../page.js';

const channelsLast =
  'Channels are the last axis, as TensorFlow.js has them; in PyTorch they come before the others.';
const bias = 'as `affine`';

export const dropout: Group = {
  title: 'Dropout',
  prefix: 'nn.',
  intro: [
    'Masks come from a stream of the layer’s own, which `seed` sets, and are the same on every backend; the count of calls is in the',
    'state dict. They are other masks than PyTorch’s.',
  ].join('\n'),
  rows: [
    {
      there: 'Dropout',
      here: 'Dropout',
      note: 'A dropped element is 0 whatever it was; PyTorch makes NaN of infinities and NaNs.',
    },
    { there: 'Dropout1d', here: 'Dropout1d', note: channelsLast },
    { there: 'Dropout2d', here: 'Dropout2d', note: channelsLast },
    { there: 'Dropout3d', here: 'Dropout3d', note: channelsLast },
    { there: 'AlphaDropout', here: 'AlphaDropout' },
    { there: 'FeatureAlphaDropout', here: 'FeatureAlphaDropout', note: channelsLast },
  ],
};

export const normalization: Group = {
  title: 'Normalization and reparametrization',
  prefix: 'nn.',
  rows: [
    {
      there: ['BatchNorm1d', 'BatchNorm2d', 'BatchNorm3d'],
      here: 'BatchNorm',
      options: { num_features: 'features', bias },
      note: `One for any number of axes. ${channelsLast}`,
    },
    {
      there: 'LayerNorm',
      here: 'LayerNorm',
      options: { normalized_shape: 'features', elementwise_affine: 'affine', bias },
      note: 'Over the last axis.',
    },
    {
      there: ['LazyBatchNorm1d', 'LazyBatchNorm2d', 'LazyBatchNorm3d'],
      note: '`BatchNorm` is told its number of features.',
    },
    {
      there: 'SyncBatchNorm',
      note: 'Training runs in one process.',
    },
    {
      there: [
        'GroupNorm',
        'InstanceNorm1d',
        'InstanceNorm2d',
        'InstanceNorm3d',
        'LazyInstanceNorm1d',
        'LazyInstanceNorm2d',
        'LazyInstanceNorm3d',
        'RMSNorm',
      ],
      note: 'Not there. A `Module` with `tf.moments` in its `forward` is a few lines.',
    },
    {
      there: 'LocalResponseNorm',
      here: 'tf.localResponseNormalization',
      options: { size: '`depthRadius` is half of it', k: 'bias' },
      note: 'An operation of TensorFlow.js, with other defaults. It sums squares, and PyTorch averages them over `size`: divide `alpha` by that.',
    },
    {
      there: ['utils.parametrizations.weight_norm', 'utils.weight_norm'],
      here: 'WeightNorm',
      options: { name: 'always `weight`', dim: 'units' },
      defaults: { units: 'the same in the layout `[in, out]`, where units are the last axis.' },
      note: "`dim=0` is `'output'`, `None` is `'tensor'`. It wraps the module: `new WeightNorm(new Linear(8, 4))`.",
    },
    {
      there: ['utils.parametrizations.spectral_norm', 'utils.spectral_norm'],
      here: 'SpectralNorm',
      options: {
        name: 'always `weight`',
        n_power_iterations: 'iterations',
        dim: 'always the output units',
      },
      note: 'It wraps the module.',
    },
    {
      there: ['utils.remove_weight_norm', 'utils.remove_spectral_norm'],
      note: 'The wrapped module is the child `module`: assign it what `weight()` gives, and go on with it.',
    },
    {
      there: 'utils.parametrizations.orthogonal',
      note: 'No module keeps a weight orthogonal exactly. The penalty `orthogonal` pulls it there.',
    },
    {
      there: [
        'utils.parametrize.register_parametrization',
        'utils.parametrize.remove_parametrizations',
        'utils.parametrize.is_parametrized',
      ],
      note: 'A module that computes its weight of parameters does so in `forward`.',
    },
    {
      there: ['utils.fuse_conv_bn_eval', 'utils.fuse_linear_bn_eval'],
      note: 'Not there.',
    },
  ],
};

export const layers: Group = {
  title: 'Layers and containers',
  prefix: 'nn.',
  intro:
    'A layer without a row of its own is an operation of TensorFlow.js, called in the `forward` of a `Module`: `tf.conv2d`, `tf.maxPool`, `tf.softmax`.',
  rows: [
    {
      there: 'Linear',
      here: 'Linear',
      note: 'The weight is `[in, out]`, the transpose of PyTorch’s. At first it is drawn from the same distribution.',
    },
    { there: 'Sequential', here: 'Sequential' },
    { there: 'ModuleList', note: 'A field that holds an array of modules.' },
    { there: 'ModuleDict', note: 'A field that holds a `Map` of modules.' },
    {
      there: 'Parameter',
      here: 'parameter',
      options: { data: 'tensor', requires_grad: '`requiresGrad` of the module' },
      note: 'A `tf.Variable`; assigned to a field it is registered.',
    },
    {
      there: ['ParameterList', 'ParameterDict'],
      note: 'A field that holds an array or a `Map` of variables.',
    },
    {
      there: 'Buffer',
      here: 'buffer',
      options: {
        data: 'tensor',
        persistent: 'always: a tensor that is not to be saved is a plain field',
      },
    },
    { there: 'ReLU', here: 'ReLU' },
    { there: 'GELU', here: 'GELU' },
    { there: 'Sigmoid', here: 'Sigmoid' },
    { there: 'Tanh', here: 'Tanh' },
    { there: 'SELU', here: 'tf.selu', note: 'An operation of TensorFlow.js.' },
    {
      there: 'ELU',
      here: 'tf.elu',
      options: { alpha: 'always 1' },
      note: 'An operation of TensorFlow.js.',
    },
  ],
};

/** What draws a weight is called with a shape. */
const drawn = 'the shape that what it makes is called with';

const kaiming = {
  a: 'negativeSlope',
  mode: 'always the fan in',
  nonlinearity: 'that of a leaky ReLU; of a ReLU with `negativeSlope` 0',
};

export const initial: Group = {
  title: 'Initial weights',
  prefix: 'nn.init.',
  intro:
    'These make new numbers; `variable.assign(…)` puts them into a parameter. The distributions are PyTorch’s, the numbers are not.',
  rows: [
    {
      there: 'kaiming_uniform_',
      here: 'kaimingUniform',
      options: { tensor: drawn, ...kaiming },
      note: '`Linear` takes it as `initial`.',
    },
    { there: 'kaiming_normal_', here: 'kaimingNormal', options: { tensor: drawn, ...kaiming } },
    {
      there: 'xavier_uniform_',
      here: 'xavierUniform',
      options: { tensor: drawn, gain: 'multiply by it' },
    },
    {
      there: 'xavier_normal_',
      here: 'xavierNormal',
      options: { tensor: drawn, gain: 'multiply by it' },
    },
    {
      there: 'normal_',
      here: 'randomNormal',
      options: { tensor: 'shape', std: 'standardDeviation' },
    },
    {
      there: 'uniform_',
      here: 'randomUniform',
      options: { tensor: 'shape', a: 'low', b: 'high' },
    },
    {
      there: 'trunc_normal_',
      here: 'tf.truncatedNormal',
      options: {
        tensor: 'shape',
        std: 'stdDev',
        a: 'always two deviations from the mean',
        b: 'as `a`',
      },
    },
    { there: 'ones_', here: 'tf.ones', options: { tensor: 'shape' } },
    { there: 'zeros_', here: 'tf.zeros', options: { tensor: 'shape' } },
    { there: 'constant_', here: 'tf.fill', options: { tensor: 'shape', val: 'value' } },
    { there: 'eye_', here: 'tf.eye', options: { tensor: '`numRows`, `numColumns`' } },
    {
      there: 'orthogonal_',
      here: 'tf.initializers.orthogonal',
      options: { tensor: 'a shape, for `apply`' },
    },
    { there: ['dirac_', 'sparse_'], note: 'Not there.' },
  ],
};
