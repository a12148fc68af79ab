import type { Group } from '../page.js';

const cosineIsWrittenOut = {
  shape: "the same curve, its name written out; `'linear'` is `'linear'`.",
};

export const schedules: Group = {
  title: 'Schedules',
  prefix: 'optim.lr_scheduler.',
  intro: [
    'A schedule is a function of the step, given in the place of a number: `learningRate: cosine({ from: 1e-3, steps: 1000 })`, and',
    'so for any option. There is no `scheduler.step()`: the optimizer counts. Steps are those of the optimizer; of a schedule',
    'that counts epochs, make `(step) => rate(Math.floor(step / stepsPerEpoch))`. PyTorch takes the first rate b from the optimizer,',
    'here the schedule names it, as `from`.',
  ].join('\n'),
  rows: [
    {
      there: 'LambdaLR',
      here: 'scale',
      options: { lr_lambda: 'schedule' },
      note: 'Any function of the step is a schedule: `scale(f, b)`, or `(step) => b * f(step)`.',
    },
    { there: 'MultiplicativeLR', here: 'multiplicative', options: { lr_lambda: 'factor' } },
    { there: 'StepLR', here: 'stepDecay', options: { step_size: 'every', gamma: 'factor' } },
    {
      there: 'MultiStepLR',
      here: 'piecewiseConstant',
      options: { milestones: 'boundaries', gamma: 'factors' },
    },
    {
      there: 'ConstantLR',
      here: 'constantWarmup',
      options: { factor: '`from` is `factor * b`, and `to` is b', total_iters: 'steps' },
      note: 'With 0 steps the rate is b from the start; in PyTorch it stays at `factor * b` for ever.',
    },
    {
      there: 'LinearLR',
      here: 'linearWarmup',
      options: {
        start_factor: '`from` is `start_factor * b`',
        end_factor: '`to` is `end_factor * b`',
        total_iters: 'steps',
      },
      note: 'A start at 0, which PyTorch refuses, is the default.',
    },
    { there: 'ExponentialLR', here: 'exponentialDecay', options: { gamma: 'factor' } },
    {
      there: 'SequentialLR',
      here: 'join',
      options: { schedulers: 'schedules', milestones: 'boundaries' },
      note: 'Each part begins with its own `from`. In PyTorch a `MultiplicativeLR` goes on from the rate that the part before it left.',
    },
    {
      there: 'CosineAnnealingLR',
      here: ['cosineAnnealing', 'cosine'],
      options: { T_max: 'steps', eta_min: 'to' },
      note: '`cosineAnnealing` rises again after `T_max`, as PyTorch does; `cosine` stays at its end, which is what most want.',
    },
    {
      there: 'ChainedScheduler',
      here: 'multiply',
      options: { schedulers: 'schedules' },
      note: 'One of them has the size of the rate, the others are factors about 1.',
    },
    {
      there: 'ReduceLROnPlateau',
      here: 'ReduceOnPlateau',
      options: { min_lr: 'to' },
      defaults: {
        thresholdMode: "the same mode, its name written out; `'abs'` is `'absolute'`.",
      },
      note: 'Give the optimizer its `schedule`, and call its `step(metric)`. A metric is better by a share of |best|; in PyTorch an unchanged negative metric counts as better, so that nothing is ever reduced.',
    },
    {
      there: 'CyclicLR',
      here: 'cyclic',
      options: {
        base_lr: 'from',
        max_lr: 'to',
        step_size_up: 'stepsUp',
        step_size_down: 'stepsDown',
        gamma: 'factor',
        scale_fn: 'a factor of your own, by `multiply`',
        scale_mode: 'as `scale_fn`',
        cycle_momentum: 'another `cyclic`, as `momentum` or `beta1`',
        base_momentum: '`to` of that',
        max_momentum: '`from` of that',
      },
      note: "`'exp_range'` is called `'exponential'`. The momentum moves only if you ask for it.",
    },
    {
      there: 'CosineAnnealingWarmRestarts',
      here: 'cosineRestarts',
      options: { T_0: 'steps', T_mult: 'growth', eta_min: 'to' },
    },
    {
      there: 'OneCycleLR',
      here: ['oneCycle', 'oneCycleMomentum'],
      options: {
        max_lr: 'peak',
        total_steps: 'steps',
        epochs: '`steps` is `epochs * steps_per_epoch`',
        steps_per_epoch: 'as `epochs`',
        pct_start: 'rise',
        anneal_strategy: 'shape',
        cycle_momentum: '`momentum: oneCycleMomentum(…)`, or `beta1`',
        base_momentum: 'low',
        max_momentum: 'high',
        div_factor: '`from` is `peak / div_factor`, 25 by default',
        final_div_factor: '`to` is `from / final_div_factor`, 1e4 by default',
      },
      defaults: cosineIsWrittenOut,
      note: 'After the last step the rate stays; PyTorch takes one step more, in which its cosine rises again, and then throws. The momentum moves only if you ask for it.',
    },
    { there: 'PolynomialLR', here: 'polynomial', options: { total_iters: 'steps' } },
    {
      there: 'LRScheduler',
      here: 'Schedule',
      note: 'A schedule of your own is a function of the step.',
    },
    {
      there: ['LRScheduler.state_dict', 'LRScheduler.load_state_dict'],
      note: 'The state of a schedule is the count of steps, which the state dict of the optimizer holds. `ReduceOnPlateau` has a `state()` of its own.',
    },
    {
      there: ['LRScheduler.get_last_lr', 'LRScheduler.get_lr'],
      note: 'Call the schedule with the step.',
    },
    { there: 'LRScheduler.step', note: 'The optimizer counts its steps.' },
  ],
};

export const averages: Group = {
  title: 'Averages of weights',
  prefix: 'optim.swa_utils.',
  rows: [
    {
      there: 'AveragedModel',
      here: 'WeightAverage',
      options: {
        model: 'parameters',
        avg_fn: '`kind`',
        multi_avg_fn: '`kind`',
        use_buffers:
          'pass `[...model.namedParameters(), ...model.namedBuffers()]` in the place of the model',
      },
      note: 'It holds no second model: `use(() => …)` swaps the averages in while a function runs.',
    },
    {
      there: 'AveragedModel.update_parameters',
      here: 'WeightAverage.update',
      options: { model: 'the one given to the constructor' },
    },
    {
      there: ['get_ema_avg_fn', 'get_ema_multi_avg_fn'],
      here: "WeightAverage(model, { kind: 'ema', start: 'first' })",
      note: 'Without `start` the weights of the updates are corrected for the bias toward the first: PyTorch’s average still is half the first weights after 693 updates with `decay` 0.999.',
    },
    {
      there: ['get_swa_avg_fn', 'get_swa_multi_avg_fn'],
      here: "WeightAverage(model, { kind: 'swa' })",
    },
    { there: 'update_bn', here: 'updateBatchNorm', options: { loader: 'batches' } },
    {
      there: 'SWALR',
      here: 'annealTo',
      options: { swa_lr: 'to', anneal_epochs: 'steps', anneal_strategy: 'shape' },
      defaults: cosineIsWrittenOut,
      note: 'Put around the schedule that it leaves, at step `begin`.',
    },
  ],
};
