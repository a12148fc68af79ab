import { chainedLoop } from '../examples.js';
import type { Page } from '../page.js';
import { contrib } from './contrib.js';
import { links, wrappers } from './links.js';
import { losses, projections } from './losses.js';
import { optimizers } from './optimizers.js';
import { schedules } from './schedules.js';
import { tools } from './tools.js';

/** For people who know optax. */
export const optax: Page = {
  file: 'coming-from-optax',
  library: 'optax',
  head: `
The same training loop there:

\`\`\`python
optimizer = optax.chain(
    optax.clip_by_global_norm(1.0),
    optax.scale_by_adam(),
    optax.add_decayed_weights(0.01),
    optax.scale_by_learning_rate(optax.cosine_decay_schedule(0.02, 100)),
)
state = optimizer.init(params)

for _ in range(100):
    grads = jax.grad(loss)(params, images, labels)
    updates, state = optimizer.update(grads, state, params)
    params = optax.apply_updates(params, updates)
\`\`\`

and here:

\`\`\`ts
${chainedLoop}
\`\`\`

The four links become two kernels, one for the norm and one for the step. Parameters are variables, which a step moves; the optimizer holds the state, and
\`stateDict()\` gives it. The types of states and of functions have no counterpart.`,
  words: {
    b1: 'beta1',
    b2: 'beta2',
    b3: 'beta3',
    betas: ['beta1', 'beta2'],
    eps: 'epsilon',
    init_value: 'from',
    end_value: 'to',
  },
  without: {
    mask: 'Groups: `[{ parameters, weightDecay: 0 }, …]`. `decayable(model)` leaves out biases and gains.',
    weight_decay_mask: 'As `mask`.',
    eps_root: 'A term inside the root, 0 by default, for gradients of gradients.',
    mu_dtype: 'State is float32.',
    accumulator_dtype: 'State is float32.',
    dtype_momentum: 'State is float32.',
    state_dtype: 'State is float32.',
    key: 'A seed.',
    seed: 'That of the link, where it draws.',
  },
  groups: [optimizers, contrib, links, wrappers, schedules, losses, projections, tools],
};
