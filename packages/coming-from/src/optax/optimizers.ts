import type { Group } from '../page.js';

const none = 'there is none';
const nesterov =
  '`scaleByAdam({ nesterov: true })` in a chain has the numbers; `NAdam` is PyTorch’s, which raises the momentum slowly';
const ofPyTorch = 'that of PyTorch.';

export const optimizers: Group = {
  title: 'Optimizers',
  intro: [
    'A class takes the model and the options. Its rule as a value, `AdamW.rule` for `AdamW`, is a link of a `chain`. Where a row says that',
    'numbers differ, those here are of the reference that the documentation of the optimizer names.',
  ].join('\n'),
  rows: [
    {
      there: 'adabelief',
      here: 'AdaBelief({ rectify: false })',
      options: { eps_root: 'the same ε, which is added to s as well', nesterov: none },
      note: 'With these options the numbers are the same. By default `rectify` is true, as its authors advise.',
    },
    { there: 'adadelta', here: 'Adadelta' },
    {
      there: 'adafactor',
      here: 'Adafactor',
      options: {
        min_dim_size_to_factor: 'every matrix is factored',
        decay_rate: '`beta2Decay` is `-decay_rate`, of the same default',
        decay_offset: none,
        multiply_by_parameter_scale: 'always so',
        clipping_threshold: 'clipThreshold',
        momentum: 'put `momentum` behind it in a chain of links',
        weight_decay_rate: 'weightDecay',
        eps: '`epsilon1` is a least root of means; optax adds 1e-30 to squares',
        factored: 'always so',
      },
      note: 'Numbers differ: it is PyTorch’s, whose step is at most 1/√t, whose decay is multiplied by the learning rate, and which factors the last two dimensions, from any size on. optax factors the two largest, from 128 on.',
    },
    {
      there: 'adagrad',
      here: 'Adagrad({ initialAccumulatorValue: 0.1, epsilon: 1e-7, epsilonInsideRoot: true })',
      note: 'The defaults are PyTorch’s; with these options the numbers are optax’s.',
    },
    { there: 'adam', here: 'Adam', options: { nesterov } },
    { there: 'adamax', here: 'Adamax' },
    {
      there: 'adamaxw',
      here: 'chain(scaleByAdamax(), addDecayedWeights(1e-4), scaleByLearningRate())',
      note: 'The decay of `Adamax` is PyTorch’s, L2: it passes through the denominator.',
    },
    {
      there: 'adamw',
      here: 'AdamW',
      options: { nesterov },
      defaults: { weightDecay: ofPyTorch },
    },
    {
      there: 'adan',
      here: 'Adan({ proximalDecay: false })',
      options: { eps_root: 'there is none; in optax it is 1e-8' },
      note: 'Numbers differ: optax multiplies differences of gradients by 1 − β₂, where the paper and timm, and so this, multiply by β₂.',
    },
    {
      there: 'amsgrad',
      here: 'chain(scaleByAmsgrad(), scaleByLearningRate())',
      options: { bias_correction_mu: 'always so', bias_correction_nu: 'always so' },
      note: 'The maximum is of the corrected v. `Adam({ amsgrad: true })` is PyTorch’s, with the maximum of v itself, and so are its numbers.',
    },
    {
      there: 'fromage',
      here: 'Fromage',
      options: { min_norm: 'a norm of 0 gives the ratio 1' },
      note: 'The numbers are the same, but where a norm is below 1e-6, which optax takes for 1e-6.',
    },
    {
      there: 'lamb',
      here: 'LAMB({ alwaysAdapt: true, weightDecay: 0 })',
      note: 'By default the ratio is taken only with weight decay, as in timm, whose default that is too.',
    },
    {
      there: 'lars',
      here: 'LARS({ momentum: 0.9, alwaysAdapt: true })',
      options: { trust_ratio_mask: 'groups, with `alwaysAdapt: false` and without weight decay' },
      defaults: { epsilon: 'that of timm.' },
      note: 'With weight decay numbers differ: optax divides by ‖g + λ θ‖, this by ‖g‖ + λ ‖θ‖, as the paper does. The learning rate is outside of the momentum; in optax inside.',
    },
    {
      there: 'lbfgs',
      here: 'LBFGS',
      options: {
        memory_size: 'historySize',
        scale_init_precond: 'always so',
        linesearch: "`lineSearch: 'strongWolfe'`",
      },
      defaults: { historySize: ofPyTorch },
      note: 'Numbers differ: it is PyTorch’s, with its own line search. It keeps the model and calls the loss itself: `await optimizer.step(loss)`.',
    },
    {
      there: 'lion',
      here: 'Lion',
      defaults: { weightDecay: 'that of the authors.' },
      note: 'optax adds λ θ to the sign, which is the same.',
    },
    {
      there: 'nadam',
      here: 'chain(scaleByAdam({ nesterov: true }), scaleByLearningRate())',
      note: '`NAdam` is PyTorch’s, whose momentum rises slowly: other numbers.',
    },
    {
      there: 'nadamw',
      here: 'chain(scaleByAdam({ nesterov: true }), addDecayedWeights(1e-4), scaleByLearningRate())',
    },
    {
      there: 'noisy_sgd',
      here: 'chain(addNoise(), scaleByLearningRate())',
      options: { seed: 'seed' },
      note: 'The distribution is the same, the numbers are not: they come from Threefry bits of each element.',
    },
    {
      there: 'novograd',
      here: 'NovoGrad({ beta1: 0.9, beta2: 0.25, epsilon: 1e-6 })',
      note: 'The defaults are those of the authors and of timm.',
    },
    {
      there: 'radam',
      here: 'RAdam',
      options: { threshold: 'always 5', nesterov: none },
      note: 'Numbers differ: optax adds ε to √v after its correction, PyTorch and this before it, and takes ρ = 5 for enough, where PyTorch wants more.',
    },
    {
      there: 'rmsprop',
      here: 'RMSprop({ alpha: 0.9, epsilonInsideRoot: true })',
      options: {
        decay: 'alpha',
        initial_scale: '`initialAccumulatorValue` of `scaleByRms`',
        eps_in_sqrt: 'epsilonInsideRoot',
        nesterov: '`momentum(0.9, { nesterov: true })` behind `scaleByRms()` in a chain',
        bias_correction: '`biasCorrection` of `scaleByRms`',
      },
      note: 'The defaults are PyTorch’s. The learning rate is outside of the momentum, in optax inside, which differs where it changes.',
    },
    {
      there: 'rprop',
      here: 'Rprop',
      options: { min_step_size: 'stepSizeMin', max_step_size: 'stepSizeMax' },
      note: 'Numbers differ: optax makes each move one step later, its first update is 0.',
    },
    { there: 'sgd', here: 'SGD' },
    { there: 'sign_sgd', here: 'Signum({ beta: 0 })' },
    { there: 'signum', here: 'Signum' },
    {
      there: 'sm3',
      here: 'SM3({ momentum: 0.9, epsilon: 1e-8 })',
      note: 'The defaults are those of the authors’ code.',
    },
    {
      there: 'yogi',
      here: 'Yogi',
    },
    {
      there: ['optimistic_gradient_descent', 'optimistic_adam', 'optimistic_adam_v2', 'polyak_sgd'],
      note: 'Not there. A rule of your own is [20 lines](adding-an-optimizer.md).',
    },
  ],
};
