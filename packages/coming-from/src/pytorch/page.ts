import { trainingLoop } from '../examples.js';
import type { Page } from '../page.js';
import { clipping, losses } from './gradients.js';
import { dropout, initial, layers, normalization } from './layers.js';
import { modules, others } from './modules.js';
import { optimizerMethods, optimizers } from './optimizers.js';
import { averages, schedules } from './schedules.js';

/** For people who know PyTorch. */
export const pytorch: Page = {
  file: 'coming-from-pytorch',
  library: 'PyTorch',
  head: `
The same training loop there:

\`\`\`python
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Dropout(0.1), nn.Linear(32, 10))
optimizer = torch.optim.AdamW(model.parameters(), lr=0.02, weight_decay=0.01)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=100)

for _ in range(100):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    scheduler.step()
model.eval()
\`\`\`

and here:

\`\`\`ts
${trainingLoop}
\`\`\`

Options are whole words in camelCase, \`weightDecay\` for \`weight_decay\`. A short name such as \`lr\` is answered with the name to
write. Tensors are disposed of by hand, or by \`tf.tidy\`.`,
  words: {
    lr: 'learningRate',
    betas: ['beta1', 'beta2'],
    eps: 'epsilon',
    lr_decay: 'learningRateDecay',
    etas: ['etaMinus', 'etaPlus'],
    step_sizes: ['stepSizeMin', 'stepSizeMax'],
    lambd: 'lambda',
    d: 'clipThreshold',
  },
  without: {
    params: 'The first argument: a `Module`, variables, or groups `{ parameters, ...options }`.',
    parameters: 'Those of the optimizer.',
    foreach: 'Every step is fused, on every backend.',
    fused: 'Every step is fused, on every backend.',
    capturable: 'For CUDA graphs.',
    differentiable: 'Steps are not differentiated.',
    optimizer: 'A schedule knows no optimizer; an option of the optimizer is the schedule.',
    last_epoch: 'The state dict of the optimizer knows the step.',
    device: 'The backend of TensorFlow.js.',
    dtype: 'float32.',
    inplace: 'Layers give new tensors.',
    generator: 'An argument `random` or a key, where there is a choice.',
    size_average: 'Deprecated there.',
    reduce: 'Deprecated there.',
  },
  groups: [
    optimizers,
    optimizerMethods,
    schedules,
    averages,
    clipping,
    losses,
    dropout,
    normalization,
    layers,
    modules,
    initial,
    others,
  ],
};
