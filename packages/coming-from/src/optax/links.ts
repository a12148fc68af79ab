import type { Group } from '../page.js';

const none = 'there is none';
const always = 'always so';

export const links: Group = {
  title: 'Links of a chain',
  intro: [
    'A transformation is a rule here, and a chain of them is one rule, compiled as one. Their arguments are options of the',
    'optimizer that is made of it, so a group can have its own, and a schedule can stand for a number. The last link moves the',
    'parameter: `scaleByLearningRate`, or a whole rule such as `AdamW.rule`.',
  ].join('\n'),
  rows: [
    { there: 'chain', here: 'chain' },
    {
      there: 'named_chain',
      here: 'chain',
      note: 'Where names of state collide, the later has that of its rule in front.',
    },
    { there: 'adaptive_grad_clip', here: 'adaptiveGradientClip', options: { axis: '`unitAxis`' } },
    {
      there: 'add_decayed_weights',
      here: 'addDecayedWeights',
    },
    {
      there: 'add_noise',
      here: 'addNoise',
      options: { seed: 'seed' },
      note: 'The distribution is the same, the numbers are not.',
    },
    {
      there: 'centralize',
      here: 'centralize',
      note: 'Numbers differ: the units are the last axis, as TensorFlow.js has them; optax takes the first, whatever the layout.',
    },
    { there: 'clip', here: 'clipByValue', options: { max_delta: 'limit' } },
    { there: 'clip_by_block_rms', here: 'clipByRms', options: { threshold: 'limit' } },
    {
      there: 'clip_by_global_norm',
      here: 'clipByGlobalNorm',
      options: { max_norm: 'limit' },
      note: 'Numbers differ in the seventh digit: gradients are multiplied by min(1, limit / (‖g‖ + 1e-6)), as in PyTorch; optax has no 1e-6. As the option `clip` it belongs to the optimizer.',
    },
    {
      there: 'ema',
      here: 'averageGradients',
      options: { decay: 'beta', debias: 'biasCorrection' },
    },
    { there: 'trace', here: 'momentum', options: { decay: 'factor' } },
    { there: 'scale', here: 'scaleBy', options: { step_size: 'factor' } },
    { there: 'scale_by_schedule', here: 'scaleBy', options: { step_size_fn: 'factor' } },
    {
      there: 'scale_by_learning_rate',
      here: 'scaleByLearningRate',
      options: { flip_sign: always },
    },
    { there: 'scale_by_adam', here: 'scaleByAdam' },
    { there: 'scale_by_adamax', here: 'scaleByAdamax' },
    {
      there: 'scale_by_amsgrad',
      here: 'scaleByAmsgrad',
      options: { bias_correction_mu: always, bias_correction_nu: always },
    },
    {
      there: 'scale_by_belief',
      here: 'scaleByBelief',
      options: { eps_root: 'epsilonRoot', nesterov: none },
    },
    {
      there: 'scale_by_lion',
      here: 'scaleByLion',
      options: { mode: 'always `hard`', smooth_beta: none },
    },
    {
      there: ['scale_by_rms'],
      here: 'scaleByRms',
      options: {
        decay: 'alpha',
        initial_scale: 'initialAccumulatorValue',
        eps_in_sqrt: 'epsilonInsideRoot',
      },
    },
    {
      there: ['scale_by_stddev'],
      here: 'scaleByStddev',
      options: {
        decay: 'alpha',
        initial_scale: 'initialAccumulatorValue',
        eps_in_sqrt: 'epsilonInsideRoot',
      },
      note: 'Where rounding makes the variance negative, 0 takes its place.',
    },
    { there: 'scale_by_sign', here: 'scaleBySign' },
    {
      there: 'scale_by_trust_ratio',
      here: 'scaleByTrustRatio',
      options: { min_norm: 'minimumNorm' },
    },
    { there: 'scale_by_yogi', here: 'scaleByYogi' },
    {
      there: [
        'scale_by_adadelta',
        'scale_by_adan',
        'scale_by_factored_rms',
        'scale_by_novograd',
        'scale_by_radam',
        'scale_by_rprop',
        'scale_by_rss',
        'scale_by_sm3',
        'contrib.scale_by_acprop',
        'contrib.scale_by_ademamix',
        'contrib.scale_by_adopt',
        'contrib.scale_by_muon',
      ],
      note: 'Take the whole rule as the last link: `Adadelta.rule`, `Adan.rule`, `Adafactor.rule`, `NovoGrad.rule`, `RAdam.rule`, `Rprop.rule`, `Adagrad.rule`, `SM3.rule`, `ACProp.rule`, `AdEMAMix.rule`, `ADOPT.rule`, `Muon.rule`.',
    },
    {
      there: ['scale_by_lbfgs', 'scale_by_backtracking_linesearch', 'scale_by_zoom_linesearch'],
      note: 'A line search calls the loss, which a rule cannot: `LBFGS` does.',
    },
    {
      there: [
        'scale_by_distance_over_gradients',
        'scale_by_optimistic_gradient',
        'scale_by_param_block_norm',
        'scale_by_param_block_rms',
        'scale_by_polyak',
        'normalize_by_update_norm',
        'contrib.scale_by_cocob',
        'contrib.scale_by_galore',
        'contrib.scale_by_madgrad',
        'contrib.scale_by_simplified_ademamix',
      ],
      note: 'Not there. A link of your own is a rule that returns `grad`.',
    },
    {
      there: ['identity', 'flatten'],
      note: 'Not needed: leave a link out; kernels take tensors of any shape.',
    },
    {
      there: [
        'stateless',
        'stateless_with_tree_map',
        'GradientTransformation',
        'init_empty_state',
        'with_extra_args_support',
        'ApplyEvery',
      ],
      here: 'defineTransform',
      options: {
        f: '`update`, on symbols',
        init: '`state`',
        update: '`update`, on symbols',
        params: none,
        tx: none,
        count: none,
        grad_acc: none,
      },
      note: 'A rule is a value: `{ param, grad, m } => { param, m }` on symbols.',
    },
    {
      there: 'zero_nans',
      note: 'Not there: a NaN is a mistake. `nonFinite` throws, or skips the step.',
    },
  ],
};

export const wrappers: Group = {
  title: 'Around optimizers',
  rows: [
    {
      there: 'lookahead',
      here: 'lookahead(rule)',
      options: {
        fast_optimizer: 'rule',
        sync_period: 'k',
        slow_step_size: 'alpha',
        reset_state: none,
      },
      note: 'The parameters are the fast weights, and the slow ones are state; optax asks for pairs of both.',
    },
    {
      there: 'MultiSteps',
      here: '{ accumulate: microBatches(4) }',
      options: {
        opt: 'any optimizer has the option',
        every_k_schedule: 'accumulate',
        use_grad_mean: always,
        should_skip_update_fn: '`nonFinite`',
      },
    },
    {
      there: 'apply_every',
      here: '{ accumulate: microBatches(4) }',
      options: { k: 'accumulate' },
      note: 'It steps by the mean of the gradients; optax adds the updates up.',
    },
    {
      there: 'apply_if_finite',
      here: '{ nonFinite: skipStep }',
      options: {
        inner: 'any optimizer has the option',
        max_consecutive_errors: 'there is no limit',
      },
    },
    {
      there: ['skip_not_finite', 'skip_large_updates'],
      here: '{ nonFinite: skipStep }',
      options: {
        updates: none,
        gradient_step: none,
        params: none,
        max_squared_norm: '`clip: clipByGlobalNorm(…)` makes them smaller',
      },
    },
    {
      there: ['partition', 'multi_transform', 'masked'],
      here: 'MultiOptimizer',
      options: {
        transforms: 'parts',
        param_labels: '`takes` of each part',
        inner: '`optimizer` of a part',
        mask_compatible_extra_args: none,
      },
      note: 'Where only options differ, groups of one optimizer do.',
    },
    {
      there: ['freeze', 'set_to_zero', 'selective_transform'],
      here: 'Module.requiresGrad',
      options: {
        mask: 'call it on the modules to freeze',
        optimizer: none,
        freeze_mask: 'call it on the modules to freeze',
      },
      note: 'Or leave the parameters out of the optimizer.',
    },
    {
      there: ['conditionally_mask', 'conditionally_transform'],
      note: 'An option may be a function of the step, and `setOptions` changes it.',
    },
    {
      there: [
        'inject_hyperparams',
        'inject_stateful_hyperparams',
        'WrappedSchedule',
        'schedules.StatefulSchedule',
      ],
      here: 'Optimizer.setOptions',
      options: {
        inner_factory: 'every option can be changed',
        static_args: none,
        hyperparam_dtype: none,
        schedule_fn: none,
      },
      note: 'Any option may be a schedule. One with state of its own is `ReduceOnPlateau`.',
    },
    {
      there: 'keep_params_nonnegative',
      here: '{ proximal: nonNegative() }',
    },
    {
      there: ['monitor', 'snapshot', 'measure_with_ema'],
      here: ['Ema', 'Optimizer.gradientNorm'],
      options: {
        measures: 'what you compute in your loop',
        measure_name: none,
        measure: 'what you compute in your loop',
        debias: "`start: 'corrected'`, the default",
      },
    },
    {
      there: 'incremental_update',
      here: "WeightAverage({ kind: 'ema' })",
      options: {
        new_tensors: 'parameters',
        old_tensors: 'held by it',
        step_size: '`decay` is `1 - step_size`',
      },
    },
    { there: 'periodic_update', note: '`loadStateDict` of a second model, every so many steps.' },
    {
      there: 'contrib.schedule_free',
      note: 'Not around any optimizer: `ScheduleFreeSGD` and `ScheduleFreeAdamW`.',
    },
    {
      there: 'contrib.schedule_free_eval_params',
      here: 'ScheduleFreeAdamW.eval',
      options: { state: none, params: none },
    },
  ],
};
