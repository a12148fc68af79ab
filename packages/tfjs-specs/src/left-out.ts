import type { Skip } from '@nadir/conformance';

const savedSteps = 'Nadir saves more than one count of steps';
const oldMean =
  'TensorFlow.js divides by the mean without this gradient, PyTorch and Nadir with it';
const noFactor = 'Nadir has no tensor of the momentum factor to free';

/** Specs of what Nadir does otherwise on purpose. */
export const leftOut: readonly Skip[] = [
  { test: 'SGDOptimizer/Set and get weights: empty', reason: savedSteps },
  { test: 'MomentumOptimizer/basic', reason: noFactor },
  { test: 'MomentumOptimizer/basic - with Nesterov', reason: noFactor },
  { test: 'AdagradOptimizer/Continue training after loading weights', reason: savedSteps },
  { test: 'AdadeltaOptimizer/basic', reason: oldMean },
  { test: 'AdadeltaOptimizer/Save, load weights and continue training', reason: oldMean },
  {
    test: 'AdamaxOptimizer/serialization round-trip',
    reason: 'Nadir saves no schedule without a name, such as that of a decay',
  },
  { test: 'RMSPropOptimizer/Save and load weights: centered = false', reason: savedSteps },
  {
    test: 'RMSPropOptimizer/Save, load weights and continue training: centered = true',
    reason: savedSteps,
  },
  {
    test: 'RMSPropOptimizer/must define learning rate',
    reason: 'Nadir has a default learning rate',
  },
  { test: 'AdamOptimizer/Continue training after loading weights', reason: savedSteps },
];
