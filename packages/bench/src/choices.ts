// What can be measured, and where. It loads neither TensorFlow.js nor what measures.
export { browserBackends, nodeBackends } from './peers/backends.js';
export { trainings } from './tasks/training.js';
export { updates } from './tasks/update.js';
