export {
  checkAtLeast,
  checkBoolean,
  checkFinite,
  checkFraction,
  checkInteger,
  checkNames,
  checkNonNegative,
  checkNonPositive,
  checkPositive,
  checkProbability,
  checkUint32,
  checkWord,
} from './check.js';
export { describe } from './errors.js';
export { cautious } from './modifiers/cautious.js';
export { clipByGlobalNorm } from './modifiers/clip-by-global-norm.js';
export { clipByNorm } from './modifiers/clip-by-norm.js';
export { clipByRms } from './modifiers/clip-by-rms.js';
export { clipByValue } from './modifiers/clip-by-value.js';
export { maximize } from './modifiers/maximize.js';
export type { NormType } from './modifiers/norm-type.js';
export { addPenaltyGradient, proximalStep } from './modifiers/regularize.js';
export { sortParameters } from './optimizer/arguments.js';
export { clipping } from './optimizer/clip.js';
export { restoreOptions, type SavedOptions, saveOptions } from './optimizer/config.js';
export { applyAndFree } from './optimizer/loss-gradients.js';
export { patternOf } from './optimizer/optimizer.js';
export { type NamedVariable, namedVariables } from './optimizer/parameters.js';
export type { Parts } from './optimizer/parts.js';
export { normalDeviate } from './random/normal-deviate.js';
export { nextStream } from './random/streams.js';
export { sizeOf } from './shape.js';
export {
  isRegistered,
  keepRegistered,
  kindOf,
  type OptionsOfFile,
  registerNamed,
  restoreNamed,
} from './state/named.js';
export { copyOf, makeSlots, makeSlotsWith, overwrite, settle } from './state/slots.js';
export { withGiven } from './transform/bind.js';
export { fromRows, toRows, unitLayout } from './units/rows.js';
export { checkUnits } from './units/units.js';
