export type { CaptureOptions } from './capture/capture.js';
export { countsOf } from './capture/lifetimes.js';
export type { Plan } from './capture/plan.js';
export { effect, recording } from './capture/recording.js';
export type { GroupKernel, KernelGroup } from './capture/step-record.js';
export { takeApart } from './capture/tensors-within.js';
export {
  checkAtLeast,
  checkBoolean,
  checkFinite,
  checkFraction,
  checkInteger,
  checkNames,
  checkNonNegative,
  checkNonPositive,
  checkObject,
  checkOptions,
  checkPositive,
  checkProbability,
  checkShape,
  checkTensor,
  checkUint32,
  checkWord,
} from './check.js';
export { describe } from './errors.js';
export { applyUpdate } from './optimizer/apply-update.js';
export type { ParameterSelection } from './optimizer/arguments.js';
export { sortParameters } from './optimizer/arguments.js';
export type { MicroBatches, SharpnessAware } from './optimizer/gradients/around-loss.js';
export { beforeChange } from './optimizer/gradients/changes.js';
export type { Gradients, NamedGradient } from './optimizer/gradients/gradient.js';
export type { GuardOptions } from './optimizer/gradients/guard.js';
export { applyAndFree } from './optimizer/gradients/loss-gradients.js';
export {
  LossScaler,
  type LossScalerOptions,
  type LossScalerState,
} from './optimizer/gradients/loss-scaler.js';
export { skipStep, throwError } from './optimizer/gradients/non-finite.js';
export { type SamOptions, sam } from './optimizer/gradients/sharpness.js';
export { tidyGradients } from './optimizer/gradients/tidy-gradients.js';
export type { NonFinite } from './optimizer/gradients/verdict.js';
export {
  type ChosenGroup,
  type ChosenGroups,
  type ChosenParameter,
  chosenGroups,
} from './optimizer/groups/chosen-groups.js';
export type { GroupOptions } from './optimizer/groups/group-options.js';
export type { Parts } from './optimizer/groups/parts.js';
export { patternOf } from './optimizer/groups/pattern.js';
export type { GroupView } from './optimizer/groups/roster.js';
export type { HasNamedParameters } from './optimizer/named-variables.js';
export { isGone, type NamedVariable, namedVariables } from './optimizer/named-variables.js';
export { registerClass } from './optimizer/register-class.js';
export { restoreOptions, type SavedOptions, saveOptions } from './optimizer/state/config.js';
export { fromTfjs } from './optimizer/state/from-tfjs.js';
export { withoutCopyNumber } from './optimizer/state/names.js';
export { namesAndShapes, pairUp } from './optimizer/state/pairing.js';
export type { NamedTensor } from './optimizer/state/saved-state.js';
export type { LoadOptions } from './optimizer/state/saving.js';
export type { TakeOver } from './optimizer/state/take-over.js';
export { microBatches } from './optimizer/step/micro-batches.js';
export { shortNames } from './option-words.js';
export {
  type ExprType,
  elementCount,
  parameterIndex,
  type Reduction,
  type Source,
  type ValueType,
} from './program/expression.js';
export type { InterpreterInputs, InterpreterOutputs } from './program/interpret.js';
export type { BytePacking } from './program/run/backend.js';
export { type BoundProgram, bindProgram } from './program/run/bound-program.js';
export { compose } from './program/run/compose.js';
export { allocate } from './program/run/execute.js';
export { checkDevice, readsAsynchronously } from './program/run/registry.js';
export { type ProgramCall, type ProgramSetting, resolve } from './program/run/resolve.js';
export { parity, rotations, rounds } from './program/threefry.js';
export type { ProgramOutput, Signature } from './program/trace.js';
export { normalDeviate } from './random/normal-deviate.js';
export type { RandomStream } from './random/streams.js';
export { nextStream } from './random/streams.js';
export { defineRegularizer } from './regularizer/define-regularizer.js';
export type { Constraint, RegularizerForms, SavedRegularizer } from './regularizer/regularizer.js';
export { sizeOf } from './shape.js';
export { lookup } from './sparse/lookup.js';
export type { Gradient } from './sparse/sparse-gradient.js';
export { packBytes } from './state/bytes.js';
export {
  isRegistered,
  keepRegistered,
  kindOf,
  type OptionsOfFile,
  registerNamed,
  restoreNamed,
  type SavedGuard,
} from './state/named.js';
export { bitsOf } from './state/safetensors/dtypes.js';
export { type Reader, readerOf } from './state/safetensors/source.js';
export { valuesOf } from './state/safetensors/values.js';
export { copyOf, makeSlots, makeSlotsWith, overwrite, settle } from './state/slots.js';
export type { LoadResult } from './state/state-dict.js';
export { checkTransform } from './transform/check-transform.js';
export type { TransformDefinition } from './transform/define-transform.js';
export { derive, mapUpdates } from './transform/derived.js';
export { furtherUpdate, lastStep } from './transform/further.js';
export type { InterpretedParameter } from './transform/interpret-rule.js';
export { checkLasting } from './transform/lasting.js';
export type { OptionValue, StatefulSchedule, Structure } from './transform/options.js';
export { structureOf } from './transform/options.js';
export type { Slot, SlotDeclaration, SlotKind } from './transform/slot.js';
export { numbersOf, type Stage, type StageCall, type Stages } from './transform/stages.js';
export { namedRows, rowCount } from './transform/touched-rows.js';
export {
  firstStep,
  type StepInfo,
  type Update,
  type UpdateContext,
} from './transform/transform.js';
export { cautious } from './transforms/cautious.js';
export { clipByGlobalNorm } from './transforms/clip-by-global-norm.js';
export { clipByNorm } from './transforms/clip-by-norm.js';
export { clipByRms } from './transforms/clip-by-rms.js';
export { clipByValue } from './transforms/clip-by-value.js';
export { maximize } from './transforms/maximize.js';
export type { NormType } from './transforms/norm-type.js';
export { addPenaltyGradient, proximalStep } from './transforms/regularize.js';
export { fromRows, toRows, unitLayout } from './units/rows.js';
export type { Units } from './units/units.js';
export { checkUnits } from './units/units.js';
