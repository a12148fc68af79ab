import type { Group } from '../page.js';

const none = 'there is none';
const same = 'With these options the numbers are the same.';

export const optimizers: Group = {
  title: 'Optimizers',
  prefix: 'train.',
  intro: [
    'Defaults are PyTorch’s; the options given here are those of `tf.train`. Every class also has weight decay, groups, clipping, and what',
    '[the documentation](../packages/optim) names, and there are more of them than rows here.',
  ].join('\n'),
  rows: [
    { there: 'sgd', here: 'SGD', note: same },
    {
      there: 'momentum',
      here: 'SGD',
      options: { useNesterov: 'nesterov' },
      note: 'The numbers are the same.',
    },
    {
      there: 'adagrad',
      here: 'Adagrad({ initialAccumulatorValue: 0.1, epsilon: 1e-7, epsilonInsideRoot: true })',
      note: same,
    },
    {
      there: 'adadelta',
      here: 'Adadelta({ learningRate: 1e-3, rho: 0.95, epsilon: 1e-7 })',
      note: 'Numbers differ: TensorFlow.js divides by the mean of squares from before the step, the paper, and so this, by that after it.',
    },
    {
      there: 'adam',
      here: 'Adam({ epsilon: 1e-7 })',
      note: `${same} On WebGL with 16-bit textures TensorFlow.js takes ε = 1e-4.`,
    },
    {
      there: 'adamax',
      here: 'Adamax({ epsilon: 1e-7 })',
      options: { decay: '`learningRate: inverseTimeDecay({ from, rate: decay })`' },
      note: 'Numbers differ for gradients as small as ε: TensorFlow.js adds it after the maximum, PyTorch and this inside.',
    },
    {
      there: 'rmsprop',
      here: 'RMSprop({ alpha: 0.9, epsilon: 1e-7, epsilonInsideRoot: true })',
      options: { decay: 'alpha' },
      note: 'The numbers are the same, but with `centered`: there TensorFlow.js subtracts ε, which can make NaN. The learning rate is outside of the momentum, in TensorFlow.js inside, which differs where it changes.',
    },
  ],
};

export const optimizerMethods: Group = {
  title: 'What optimizers do',
  prefix: 'Optimizer.',
  intro: 'An optimizer of Nadir is a `tf.Optimizer`, so all of this works unchanged.',
  rows: [
    {
      there: 'minimize',
      here: ['Optimizer.minimize', 'Optimizer.step'],
      note: '`step` is the short form: it returns the loss, of the parameters that the optimizer was given.',
    },
    { there: 'computeGradients', here: 'Optimizer.computeGradients' },
    {
      there: 'applyGradients',
      here: 'Optimizer.applyGradients',
      options: { variableGradients: 'gradients' },
      note: 'A gradient may be missing: then the parameter stays, and takes no step.',
    },
    {
      there: 'getWeights',
      here: 'Optimizer.getWeights',
      note: 'All state, of every optimizer; TensorFlow.js does not give that of `adamax`. `stateDict` is not asynchronous.',
    },
    { there: 'setWeights', here: 'Optimizer.setWeights', options: { weightValues: 'weights' } },
    { there: 'getConfig', here: 'Optimizer.getConfig' },
    { there: 'iterations', here: 'Optimizer.iterations' },
    { there: 'dispose', here: 'Optimizer.dispose' },
    {
      there: ['saveIterations', 'getClassName', 'fromConfig'],
      note: 'As there; for saving models.',
    },
  ],
};

export const models: Group = {
  title: 'Models',
  rows: [
    {
      there: 'LayersModel.compile',
      note: 'Takes an optimizer made without parameters: `model.compile({ optimizer: new AdamW({ learningRate: 1e-3 }), loss })`. `save` with the optimizer and going on work. `chosenGroups` gives weights options of their own, by names and shapes.',
    },
    {
      there: 'LayersModel.fit',
      note: 'As there. `@nadir/optim/callbacks` has what Keras has beside: `ReduceLROnPlateau`, `LearningRateScheduler`, and `SwapAverages` for averages of the weights.',
    },
    {
      there: 'callbacks.earlyStopping',
      here: 'EarlyStopping',
      options: {
        monitor: 'monitor',
        minDelta: 'minDelta',
        patience: 'patience',
        verbose: 'there is none',
        mode: 'mode',
        baseline: 'baseline',
        restoreBestWeights: 'restoreBestWeights',
      },
      note: '`new EarlyStopping(model, options)`, with the epochs of Keras, and `restoreBestWeights` works. The one there works in `fit` too, but not in a list with other callbacks.',
    },
    {
      there: 'movingAverage',
      here: 'Ema',
      options: {
        v: 'held by it',
        x: 'the argument of `update`',
        step: 'counted by it',
        zeroDebias: "`start: 'corrected'`, the default, or `'zero'`",
      },
      note: '`WeightAverage` averages the weights of a model.',
    },
  ],
};

export const penalties: Group = {
  title: 'Regularizers and constraints',
  intro: [
    'In TensorFlow.js each layer has its own; here they are options of a group of parameters, `regularizer: l2(1e-4)` and',
    "`proximal: maxNorm(3)`, computed with the step. Biases and gains are left out unless `include: 'all'`.",
  ].join('\n'),
  rows: [
    {
      there: 'regularizers.l1',
      here: 'l1',
      options: { l1: 'lambda' },
      note: 'λ Σ|w|, as there. As `proximal` it makes exact zeros.',
    },
    { there: 'regularizers.l2', here: 'l2', options: { l2: 'lambda' }, note: 'λ Σw², as there.' },
    { there: 'regularizers.l1l2', here: 'elasticNet' },
    {
      there: 'constraints.maxNorm',
      here: 'maxNorm',
      options: { axis: 'units' },
      defaults: { units: 'the same units of a dense weight.' },
    },
    {
      there: 'constraints.minMaxNorm',
      here: 'minMaxNorm',
      options: { axis: 'units' },
      defaults: { units: 'the same units of a dense weight.' },
    },
    {
      there: 'constraints.unitNorm',
      here: 'unitNorm',
      options: { axis: 'units' },
      defaults: { units: 'the same units of a dense weight.' },
    },
    { there: 'constraints.nonNeg', here: 'nonNegative' },
  ],
};

export const losses: Group = {
  title: 'Losses',
  prefix: 'losses.',
  rows: [
    {
      there: 'softmaxCrossEntropy',
      here: 'crossEntropy',
      options: {
        onehotLabels: 'labels',
        weights: '`classWeights` weigh classes',
        reduction: 'always the mean',
      },
      note: 'Labels are classes, int32, or probabilities. Huge logits are safe, and the gradient is one kernel.',
    },
    {
      there: 'meanSquaredError',
      here: 'meanSquaredError',
      options: { labels: 'targets', weights: none, reduction: 'always the mean' },
      note: 'Nothing is broadcast: other shapes are an error.',
    },
    {
      there: [
        'absoluteDifference',
        'computeWeightedLoss',
        'cosineDistance',
        'hingeLoss',
        'huberLoss',
        'logLoss',
        'sigmoidCrossEntropy',
      ],
      note: 'Work as they are: `optimizer.step` takes any function that computes a scalar.',
    },
  ],
};
