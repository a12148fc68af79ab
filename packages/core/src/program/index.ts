export type { Backend, BytePacking, Kernel, KernelCall } from './backend.js';
export { bind } from './bind.js';
export { type BoundProgram, bindProgram } from './bound-program.js';
export { chain } from './chain.js';
export { compose } from './compose.js';
export { defineRule, type RuleDefinition } from './define-rule.js';
export { allocate, execute } from './execute.js';
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
} from './expression.js';
export { furtherUpdate, lastStep } from './further.js';
export { type InterpreterInputs, type InterpreterOutputs, interpret } from './interpret.js';
export { type InterpretedParameter, RuleInterpreter } from './interpret-rule.js';
export { joinInGroups } from './join-in-groups.js';
export { print } from './print.js';
export {
  findBackend,
  readsAsynchronously,
  registerBackend,
  unregisterBackend,
} from './registry.js';
export { type ProgramCall, type ProgramSetting, resolve } from './resolve.js';
export type {
  Numeric,
  OptionValue,
  OptionValues,
  Rule,
  Schedule,
  Slot,
  SlotKind,
  Structure,
} from './rule.js';
export { numbersOf, type Stage, type StageCall, type Stages } from './stages.js';
export { call, type NumberArray, type StepNumbers, type TensorOp } from './tensor-op.js';
export { parity, rotations, rounds, threefry } from './threefry.js';
export { namedRows, rowCount } from './touched-rows.js';
export {
  type Program,
  type ProgramNode,
  type ProgramOutput,
  type Signature,
  trace,
} from './trace.js';
export { structureOf, traceRule } from './trace-rule.js';
