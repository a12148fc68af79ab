export { wholeWords } from './check.js';
export {
  FormatError,
  NadirError,
  OptionError,
  ProgramError,
  StateError,
  TensorError,
} from './errors.js';
export { HostInteger } from './module/host-integer.js';
export { type AnyModule, type LoadResult, Module } from './module/module.js';
export { buffer, parameter } from './module/parameter.js';
export type { ParameterGroup, Parameters } from './optimizer/arguments.js';
export type { Clip } from './optimizer/gradients/clip.js';
export type {
  Gradient,
  Gradients,
  NamedGradient,
  SparseGradient,
} from './optimizer/gradients/gradient.js';
export type { GuardOptions } from './optimizer/gradients/guard.js';
export {
  LossScaler,
  type LossScalerOptions,
  type LossScalerState,
} from './optimizer/gradients/loss-scaler.js';
export type { NonFinite } from './optimizer/gradients/non-finite.js';
export type { SharpnessAware } from './optimizer/gradients/sharpness.js';
export type { GroupOptions } from './optimizer/groups/group-options.js';
export type { GroupView } from './optimizer/groups/roster.js';
export type { HasNamedParameters, ParameterSource } from './optimizer/named-variables.js';
export { Optimizer, type OptimizerOptions } from './optimizer/optimizer.js';
export { RuleOptimizer } from './optimizer/rule-optimizer.js';
export type { NamedTensor } from './optimizer/state/saved-state.js';
export { call } from './program/call.js';
export {
  abs,
  add,
  bits,
  clamp,
  div,
  type Expr,
  type ExprType,
  elementCount,
  equal,
  greater,
  largest,
  lerp,
  less,
  max,
  mean,
  min,
  mul,
  neg,
  type Operand,
  type Operation,
  parameterIndex,
  type Reduction,
  type Source,
  sign,
  sqrt,
  square,
  sub,
  sum,
  total,
  uniform,
  type ValueType,
  where,
} from './program/expression.js';
export { type InterpreterInputs, type InterpreterOutputs, interpret } from './program/interpret.js';
export { print } from './program/print.js';
export type { Backend, BytePacking, Kernel, KernelCall } from './program/run/backend.js';
export { type BoundProgram, bindProgram } from './program/run/bound-program.js';
export { compose } from './program/run/compose.js';
export { allocate, execute } from './program/run/execute.js';
export {
  findBackend,
  isFused,
  readsAsynchronously,
  registerBackend,
  unregisterBackend,
} from './program/run/registry.js';
export { type ProgramCall, type ProgramSetting, resolve } from './program/run/resolve.js';
export type { NumberArray, StepNumbers, TensorOp } from './program/tensor-op.js';
export { parity, rotations, rounds, threefry } from './program/threefry.js';
export {
  type Program,
  type ProgramNode,
  type ProgramOutput,
  type Signature,
  trace,
} from './program/trace.js';
export { randomNormal } from './random/normal.js';
export { type RandomDraw, type RandomStream, RandomStreams, seed } from './random/streams.js';
export { randomUniform } from './random/uniform.js';
export type {
  Constraint,
  Regularizer,
  RegularizerForms,
  SavedRegularizer,
} from './regularizer/regularizer.js';
export { lookup } from './sparse/lookup.js';
export { decodeSafetensors, encodeSafetensors } from './state/safetensors.js';
export type { StateDict } from './state/state-dict.js';
export { bind } from './transform/bind.js';
export { chain, rename } from './transform/chain.js';
export { configure } from './transform/configure.js';
export { defineTransform, type TransformDefinition } from './transform/define-transform.js';
export { furtherUpdate, lastStep } from './transform/further.js';
export { type InterpretedParameter, RuleInterpreter } from './transform/interpret-rule.js';
export type {
  Numeric,
  OptionValue,
  OptionValues,
  Schedule,
  Structure,
} from './transform/options.js';
export { required, structureOf } from './transform/options.js';
export { rowwise } from './transform/rowwise.js';
export {
  copyOfParam,
  filled,
  matrix,
  perParameter,
  type Slot,
  type SlotDeclaration,
  type SlotKind,
  shared,
  zeros,
} from './transform/slot.js';
export { numbersOf, type Stage, type StageCall, type Stages } from './transform/stages.js';
export { namedRows, rowCount } from './transform/touched-rows.js';
export { traceRule } from './transform/trace-rule.js';
export {
  firstStep,
  type StepInfo,
  type Transform,
  type Update,
  type UpdateContext,
} from './transform/transform.js';
export type { Units } from './units/units.js';
