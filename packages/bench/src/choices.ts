// What can be measured, and where: for those that choose, without TensorFlow.js and what measures.
export { browserBackends, nodeBackends } from './peers/backends.js';
export { trainings } from './tasks/training.js';
export { updates } from './tasks/update.js';
