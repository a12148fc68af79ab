export { box } from './constraints/box.js';
export { halfspace } from './constraints/halfspace.js';
export { hyperplane } from './constraints/hyperplane.js';
export { l1Ball } from './constraints/l1-ball.js';
export { l1Sphere } from './constraints/l1-sphere.js';
export { l2Ball } from './constraints/l2-ball.js';
export { l2Sphere } from './constraints/l2-sphere.js';
export { maxNorm } from './constraints/max-norm.js';
export { type MinMaxNormOptions, minMaxNorm } from './constraints/min-max-norm.js';
export { nonNegative } from './constraints/non-negative.js';
export { renorm } from './constraints/renorm.js';
export { simplex } from './constraints/simplex.js';
export { unitNorm } from './constraints/unit-norm.js';
export { type ElasticNetStrengths, elasticNet } from './penalties/elastic-net.js';
export { type GroupLassoOptions, groupLasso } from './penalties/group-lasso.js';
export { l0 } from './penalties/l0.js';
export { l1 } from './penalties/l1.js';
export { l2 } from './penalties/l2.js';
export { nuclearNorm } from './penalties/nuclear-norm.js';
export { orthogonal } from './penalties/orthogonal.js';
export {
  type OrthogonalDirectionsOptions,
  orthogonalDirections,
} from './penalties/orthogonal-directions.js';
export { type PowerIterationOptions, spectral } from './penalties/spectral.js';
export { srip } from './penalties/srip.js';
