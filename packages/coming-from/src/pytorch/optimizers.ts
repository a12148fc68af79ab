import type { Group } from '../page.js';

export const optimizers: Group = {
  title: 'Optimizers',
  prefix: 'optim.',
  intro:
    'Options, defaults and numbers are those of PyTorch 2.13: recorded from it in float64, they agree to 1e-9. What differs on purpose is in the last column.',
  rows: [
    { there: 'Adadelta', here: 'Adadelta' },
    {
      there: 'Adafactor',
      here: 'Adafactor',
      options: { eps: ['epsilon1', 'epsilon2'] },
      note: '`None` in `eps` is the unit of float32, 2⁻²³, which is the default here.',
    },
    {
      there: 'Adagrad',
      here: 'Adagrad',
      note: 'PyTorch gives every group the `initial_accumulator_value` of the constructor; here a group can have its own.',
    },
    { there: 'Adam', here: 'Adam' },
    { there: 'AdamW', here: 'AdamW' },
    { there: 'Adamax', here: 'Adamax' },
    {
      there: 'ASGD',
      here: 'ASGD',
      note: 'As there, the average is only in the state: `stateDict()` has it as `average`. `WeightAverage` swaps averages in.',
    },
    {
      there: 'LBFGS',
      here: 'LBFGS',
      options: {
        max_iter: 'maxIterations',
        max_eval: 'maxEvaluations',
        tolerance_grad: 'toleranceGradient',
        line_search_fn: 'lineSearch',
      },
      note: "`step` returns a promise of the loss, since it has to read numbers from the device. The search is called `'strongWolfe'`. A loss that is no finite number makes it go back, or is an error; PyTorch goes on with it.",
    },
    {
      there: 'Muon',
      here: 'Muon',
      options: { adjust_lr_fn: 'adjustLearningRate' },
      note: "It iterates in float32, PyTorch in bfloat16: the parameters of a few steps differ in the third digit. `'match_rms_adamw'` is written `'matchRmsAdamw'`. A weight is `[in, out]` here, so `'original'` enlarges the steps of layers that narrow, in PyTorch of those that widen.",
    },
    { there: 'NAdam', here: 'NAdam' },
    { there: 'RAdam', here: 'RAdam' },
    {
      there: 'RMSprop',
      here: 'RMSprop',
      note: 'With `centered`, rounding can make the variance negative: then it is 0 here, and NaN in PyTorch. `epsilonInsideRoot` gives the numbers of TensorFlow.',
    },
    {
      there: 'Rprop',
      here: 'Rprop',
      note: 'As there, a learning rate that changes after the first step changes nothing.',
    },
    {
      there: 'SGD',
      here: 'SGD',
      note: "As there, the first step of the momentum ignores `dampening`. `momentumForm: 'ema'` averages gradients instead of summing them.",
    },
    {
      there: 'SparseAdam',
      here: 'SparseAdam',
      note: 'Takes dense gradients too, which PyTorch refuses: the rows that `lookup` took are moved, and those whose gradient is not 0.',
    },
    {
      there: 'Optimizer',
      here: 'Optimizer',
      options: { defaults: 'the `defaults` of a rule' },
      note: 'An optimizer of your own is a rule, `new Optimizer(rule, model)`: [Adding an optimizer](adding-an-optimizer.md).',
    },
    {
      there: 'swap_in_optimizer_params_and_state',
      note: 'It serves tracing by `torch.compile`. `loadStateDict` writes values into the variables that an optimizer has.',
    },
  ],
};

export const optimizerMethods: Group = {
  title: 'What optimizers do',
  prefix: 'optim.Optimizer.',
  rows: [
    {
      there: 'step',
      here: 'Optimizer.step',
      options: { closure: 'loss' },
      note: 'Computes the loss, its gradients, and the step: the function takes the place of `loss.backward()`. Gradients that you computed yourself go to `applyGradients`.',
    },
    {
      there: 'zero_grad',
      note: 'Gradients are not kept in parameters, so none are left over. To sum those of several batches, give the optimizer `accumulate: microBatches(4)`.',
    },
    {
      there: 'add_param_group',
      here: 'Optimizer.addGroup',
      options: { param_group: '`{ parameters, ...options }`, with the options of the optimizer' },
    },
    {
      there: 'state_dict',
      here: 'Optimizer.stateDict',
      note: 'State belongs to the name of a parameter, not to its position. The tensors are copies.',
    },
    {
      there: 'load_state_dict',
      here: 'Optimizer.loadStateDict',
      options: { state_dict: 'state' },
      note: 'Names and shapes are checked before anything changes; PyTorch compares the number of parameters only.',
    },
    {
      there: [
        'register_step_pre_hook',
        'register_step_post_hook',
        'register_state_dict_pre_hook',
        'register_state_dict_post_hook',
        'register_load_state_dict_pre_hook',
        'register_load_state_dict_post_hook',
      ],
      note: 'There are no hooks: what has to happen before or after a call stands before or after it in your loop. A subclass can override the methods.',
    },
  ],
};
