import type { Group } from '../page.js';

const none = 'there is none';
const evaluation =
  '`optimizer.eval()` puts the average into the parameters, `train()` takes it out; optax has a function for it.';

export const contrib: Group = {
  title: 'More optimizers',
  prefix: 'contrib.',
  rows: [
    { there: 'acprop', here: 'ACProp', options: { eps_root: 'epsilonRoot' } },
    {
      there: 'ademamix',
      here: 'AdEMAMix({ alpha: 5 })',
      note: 'The default 2 is that of the authors. Warm-ups of `b3` and `alpha` are the options `beta3WarmupSteps` and `alphaWarmupSteps`.',
    },
    {
      there: 'adopt',
      here: 'ADOPT({ clipExponent: 0.25 })',
      options: {
        nesterov: none,
        use_clipping: '`clipExponent: 0` does not clip',
        clip_value_fn: 'the power `clipExponent` of the step',
      },
      note: 'The default 0.333 is that of timm.',
    },
    {
      there: 'dadapt_adamw',
      here: 'DAdaptAdam({ decoupledWeightDecay: true, biasCorrection: true })',
      options: { estim_lr0: 'd0' },
    },
    {
      there: 'muon',
      here: 'Muon({ weightDecay: 0, epsilon: 1e-8 })',
      options: {
        ns_coeffs: 'nsCoefficients',
        beta: 'momentum',
        adaptive: none,
        preconditioning: 'always by the Frobenius norm',
        adam_b1: 'of the other optimizer in `MultiOptimizer`',
        adam_b2: 'as `adam_b1`',
        adam_eps_root: 'as `adam_b1`',
        adam_weight_decay: 'as `adam_b1`',
        adam_learning_rate: 'as `adam_b1`',
        muon_weight_dimension_numbers: 'matrices only',
        consistent_rms: "`adjustLearningRate: 'matchRmsAdamw'` is 0.2",
      },
      note: 'Numbers differ: it is PyTorch’s, without a bias correction of the momentum, and with rows for the units that steps are scaled by. What is no matrix goes to another optimizer.',
    },
    {
      there: 'prodigy',
      here: 'Prodigy({ biasCorrection: true })',
      options: { estim_lr0: 'd0', estim_lr_coef: 'dCoefficient' },
      note: '`beta3: 0` stands for √β₂, as `None` does there.',
    },
    {
      there: 'sophia',
      here: ['SophiaG', 'SophiaH'],
      options: {
        gamma: 'rho',
        clip_threshold: 'always 1',
        update_interval: 'call `updateHessian` as often as you like',
        hessian_diagonal_fn:
          '`SophiaH` has that of Hutchinson, `SophiaG` that of Gauss, Newton and Bartlett',
        verbose: none,
        print_win_rate_every_n_steps: none,
      },
      defaults: {
        beta1: 'that of the paper, as `SophiaH` has it.',
        epsilon: 'that of the paper.',
        weightDecay: 'that of the authors.',
      },
      note: 'Numbers differ: optax corrects the bias of the mean, and steps by the curvature from before its update.',
    },
    {
      there: 'schedule_free_sgd',
      here: 'ScheduleFreeSGD',
      options: { b1: 'momentum', weight_lr_power: 'weightLearningRatePower' },
      note: evaluation,
    },
    {
      there: 'schedule_free_adamw',
      here: 'ScheduleFreeAdamW',
      options: { weight_lr_power: 'weightLearningRatePower' },
      note: evaluation,
    },
    {
      there: 'sam',
      here: '{ sharpnessAware: sam({ rho: 0.05 }) }',
      options: {
        optimizer: 'any optimizer has the option',
        adv_optimizer: 'always a step of length ρ along the gradient',
        sync_period: 'always two gradients for each step',
        reset_state: none,
        opaque_mode: 'the optimizer calls the loss itself',
        batch_axis_name: none,
      },
      note: 'With `adaptive: true` it is ASAM.',
    },
    {
      there: 'reduce_on_plateau',
      here: 'ReduceOnPlateau',
      options: {
        rtol: 'threshold',
        atol: "`threshold` with `thresholdMode: 'absolute'`",
        accumulation_size: 'give it the mean of as many losses',
        min_scale: 'to',
      },
      note: 'It has the learning rate itself, not a factor. Call its `step(metric)`.',
    },
    {
      there: 'hutchinson_estimator_diag_hessian',
      here: 'SophiaH.updateHessian',
      options: { random_seed: 'key' },
    },
    { there: 'normalize', note: 'A part of SAM, which `sharpnessAware` does itself.' },
    {
      there: ['dpsgd', 'differentially_private_aggregate'],
      note: 'Not there: TensorFlow.js gives no gradients of single examples.',
    },
    {
      there: 'split_real_and_imaginary',
      note: 'Parameters are float32; TensorFlow.js has no complex variables.',
    },
    {
      there: [
        'cocob',
        'dog',
        'dowg',
        'galore',
        'madgrad',
        'mechanize',
        'momo',
        'momo_adam',
        'simplified_ademamix',
      ],
      note: 'Not there. A rule of your own is [20 lines](adding-an-optimizer.md).',
    },
  ],
};
