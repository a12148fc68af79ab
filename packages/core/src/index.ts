export {
  FormatError,
  NadirError,
  OptionError,
  ProgramError,
  StateError,
  TensorError,
} from './errors.js';
export {
  type Clip,
  type GroupView,
  type HasNamedParameters,
  type NonFinite,
  Optimizer,
  type OptimizerOptions,
  type ParameterGroup,
  type ParameterSource,
  type Parameters,
  type StateDict,
} from './optimizer.js';
export { Adam, type AdamOptions, adam } from './optimizers/adam.js';
export { AdamW, type AdamWOptions, adamW } from './optimizers/adamw.js';
export { RMSprop, type RMSpropOptions, rmsprop } from './optimizers/rmsprop.js';
export { SGD, type SGDOptions, sgd } from './optimizers/sgd.js';
