import { contrib } from './optax/contrib.js';
import { links, wrappers } from './optax/links.js';
import { losses, projections } from './optax/losses.js';
import { optimizers } from './optax/optimizers.js';
import { schedules } from './optax/schedules.js';
import { tools } from './optax/tools.js';
import type { Page } from './row.js';

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
import * as tf from '@tensorflow/tfjs';
import { addDecayedWeights, clipByGlobalNorm, scaleByAdam, scaleByLearningRate } from '@nadir/optim/transforms';
import { cosine } from '@nadir/optim/schedules';
import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { Optimizer } from '@nadir/core';
import { chain } from '@nadir/core';
import { register } from '@nadir/backend-cpu';
import { digits } from '@nadir/problems';

await tf.setBackend('cpu');
register();

const { train } = digits();
const images = tf.tensor2d(train.features, [train.examples, train.featureCount]);
const labels = tf.tensor1d(train.labels, 'int32');

const rule = chain(
  clipByGlobalNorm(1),
  scaleByAdam(),
  addDecayedWeights(0.01),
  scaleByLearningRate(cosine({ from: 0.02, steps: 100 })),
);
const model = new Sequential(new Linear(64, 32), new ReLU(), new Linear(32, 10));
const optimizer = new Optimizer(rule, model);

for (let step = 0; step < 100; step++) {
  optimizer.step(() => crossEntropy(model.forward(images), labels)).dispose();
}
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
