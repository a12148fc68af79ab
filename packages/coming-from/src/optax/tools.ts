import type { Group } from '../page.js';

export const tools: Group = {
  title: 'Tools',
  rows: [
    {
      there: 'apply_updates',
      here: 'Optimizer.applyGradients',
      options: { params: 'those of the optimizer', updates: 'gradients' },
      note: 'Updates are not returned: a step moves the variables.',
    },
    {
      there: 'global_norm',
      here: 'Optimizer.gradientNorm',
      options: { updates: 'the gradients of the last step' },
    },
    {
      there: ['value_and_grad_from_state'],
      note: '`step` computes loss and gradients, once.',
    },
    {
      there: ['tree', 'tree_utils', 'tree_map_params'],
      note: 'Parameters are variables with names, and TensorFlow.js has no trees.',
    },
    {
      there: [
        'bias_correction',
        'update_moment',
        'update_moment_per_elem_norm',
        'update_infinity_moment',
        'safe_increment',
        'safe_int32_increment',
        'safe_norm',
        'safe_root_mean_squares',
        'scale_gradient',
        'transforms.unitwise_clip',
        'transforms.unitwise_norm',
      ],
      note: 'In a rule they are one line each, of `lerp`, `max`, `sqrt` and `sum`; numbers of a step are computed on the host.',
    },
    {
      there: [
        'microbatch',
        'microbatching.micro_grad',
        'microbatching.micro_vmap',
        'microbatching.reshape_batch_axis',
        'microbatching.AccumulationType',
        'microbatching.Accumulator',
      ],
      note: 'The option `accumulate: microBatches(4)` of every optimizer: give `step` one micro-batch after the other.',
    },
    {
      there: [
        'per_example_global_norm_clip',
        'per_example_layer_norm_clip',
        'experimental.aggregating',
      ],
      note: 'Not there: TensorFlow.js gives no gradients of single examples.',
    },
    {
      there: ['second_order.hvp', 'second_order.hessian_diag', 'second_order.fisher_diag'],
      note: 'Not there. `SophiaH` and `SophiaG` estimate the diagonal for themselves.',
    },
    {
      there: ['power_iteration', 'matrix_inverse_pth_root', 'nnls'],
      note: 'Not there as functions of their own.',
    },
    {
      there: [
        'multi_normal',
        'perturbations.Gumbel',
        'perturbations.Normal',
        'perturbations.make_perturbed_fun',
        'assignment.base_hungarian_algorithm',
        'assignment.hungarian_algorithm',
      ],
      note: 'Not there.',
    },
  ],
};
