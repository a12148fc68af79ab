import type { Group } from '../page.js';

export const clipping: Group = {
  title: 'Clipping and loss scaling',
  intro:
    'Both are options of every optimizer, `clip: clipByGlobalNorm(1)` and `lossScaler: new LossScaler()`, and part of its ' +
    'step: the norm stays on the device.',
  rows: [
    {
      there: 'nn.utils.clip_grad_norm_',
      here: 'clipByGlobalNorm(1)',
      options: {
        max_norm: 'limit',
        norm_type: 'p',
        error_if_nonfinite: '`nonFinite: throwError`',
      },
      note: "As there, gradients are multiplied by min(1, limit / (‖g‖ + 1e-6)). The norm `inf` is written `'infinity'`.",
    },
    {
      there: 'nn.utils.clip_grad_value_',
      here: 'clipByValue(1)',
      options: { clip_value: 'limit' },
    },
    {
      there: 'nn.utils.get_total_norm',
      here: 'Optimizer.gradientNorm',
      options: {
        tensors: 'the gradients of the last step',
        norm_type: 'that of `clip`',
        error_if_nonfinite: '`nonFinite: throwError`',
      },
      note: 'A promise, of `undefined` without `clip: clipByGlobalNorm(…)`, which only measures with `Infinity`: reading the norm waits for the device, steps do not.',
    },
    {
      there: 'nn.utils.clip_grads_with_norm_',
      note: 'Norm and scaling are one, `clip`. Gradients that you have yourself can be multiplied before `applyGradients`.',
    },
    {
      there: 'amp.GradScaler',
      here: 'LossScaler',
      options: { init_scale: 'initialFactor', enabled: 'leave the option `lossScaler` out' },
      note: 'Give it to the optimizer as `lossScaler`; its `step` scales, unscales, skips and adapts.',
    },
    { there: 'amp.GradScaler.scale', here: 'LossScaler.scale', options: { outputs: 'loss' } },
    {
      there: ['amp.GradScaler.unscale_', 'amp.GradScaler.step'],
      note: 'The optimizer that has the scaler does it, in the kernel of its step; clipping comes after it.',
    },
    {
      there: 'amp.GradScaler.update',
      here: 'LossScaler.update',
      options: { new_scale: '`loadStateDict` sets a factor' },
      note: 'The optimizer calls it.',
    },
    { there: 'amp.GradScaler.get_scale', here: 'LossScaler.factor' },
    { there: 'amp.GradScaler.is_enabled', note: 'An optimizer either has a `lossScaler` or not.' },
    { there: 'amp.GradScaler.state_dict', here: 'LossScaler.stateDict' },
    {
      there: 'amp.GradScaler.load_state_dict',
      here: 'LossScaler.loadStateDict',
      options: { state_dict: 'state' },
    },
  ],
};

export const losses: Group = {
  title: 'Losses',
  prefix: 'nn.',
  rows: [
    {
      there: 'CrossEntropyLoss',
      here: 'crossEntropy',
      options: {
        weight: 'classWeights',
        ignore_index: 'ignoredLabel',
        reduction: 'reduction',
      },
      note: 'No label is ignored unless you name one; PyTorch leaves out −100 unasked. Classes are the last axis.',
    },
    {
      there: 'MSELoss',
      here: 'meanSquaredError',
      options: { reduction: 'always the mean' },
      note: 'Nothing is broadcast: other shapes are an error.',
    },
  ],
};
