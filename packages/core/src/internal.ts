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
export { sortParameters } from './optimizer/arguments.js';
export { clipping } from './optimizer/gradients/clip.js';
export { applyAndFree } from './optimizer/gradients/loss-gradients.js';
export type { Parts } from './optimizer/groups/parts.js';
export { patternOf } from './optimizer/groups/pattern.js';
export { type NamedVariable, namedVariables } from './optimizer/named-variables.js';
export { restoreOptions, type SavedOptions, saveOptions } from './optimizer/state/config.js';
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
export { Derived, mapUpdates } from './transform/derived.js';
export { cautious } from './transforms/cautious.js';
export { clipByGlobalNorm } from './transforms/clip-by-global-norm.js';
export { clipByNorm } from './transforms/clip-by-norm.js';
export { clipByRms } from './transforms/clip-by-rms.js';
export { clipByValue } from './transforms/clip-by-value.js';
export { maximize } from './transforms/maximize.js';
export type { NormType } from './transforms/norm-type.js';
export { addPenaltyGradient, proximalStep } from './transforms/regularize.js';
export { fromRows, toRows, unitLayout } from './units/rows.js';
export { checkUnits } from './units/units.js';
