export { expectFiveDecimals, fromZeros } from './from-zeros.js';
export { expectClose, goldenCases } from './golden.js';
export { movesOf } from './moves.js';
export { afterStep, descend } from './one-step.js';
export { gradientOf, proximalOf } from './penalty-forms.js';
export { expectNear, run } from './problem-v.js';
export { quadraticGradient, runOnQuadratic } from './quadratic.js';
export { bothWays, distance, normalArray } from './tensor-op.js';
export { WeightHolder } from './weight-holder.js';
