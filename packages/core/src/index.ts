export { type CapturedStep, capture } from './capture/capture.js';
export {
  CaptureError,
  FormatError,
  NadirError,
  OptionError,
  ProgramError,
  StateError,
  TensorError,
} from './errors.js';
export { HostInteger } from './module/host-integer.js';
export { type AnyModule, Module } from './module/module.js';
export { buffer, parameter } from './module/parameter.js';
export type { ParameterGroup } from './optimizer/arguments.js';
export type { ParameterSource } from './optimizer/named-variables.js';
export { Optimizer, type OptimizerOptions } from './optimizer/optimizer.js';
export { RuleOptimizer } from './optimizer/rule-optimizer.js';
export { call } from './program/call.js';
export {
  abs,
  add,
  bits,
  clamp,
  div,
  type Expr,
  equal,
  greater,
  lerp,
  less,
  max,
  min,
  mul,
  neg,
  type Operand,
  type Operation,
  sign,
  sqrt,
  square,
  sub,
  uniform,
  where,
} from './program/expression.js';
export { interpret } from './program/interpret.js';
export { print } from './program/print.js';
export { largest, mean, sum, total } from './program/reduce.js';
export type { Backend, Kernel, KernelCall } from './program/run/backend.js';
export { execute } from './program/run/execute.js';
export {
  findBackend,
  isFused,
  registerBackend,
  unregisterBackend,
} from './program/run/registry.js';
export type { NumberArray, StepNumbers, TensorOp } from './program/tensor-op.js';
export { threefry } from './program/threefry.js';
export { type Program, type ProgramNode, trace } from './program/trace.js';
export { randomNormal } from './random/normal.js';
export { type RandomDraw, RandomStreams, seed } from './random/streams.js';
export { randomUniform } from './random/uniform.js';
export type { Regularizer } from './regularizer/regularizer.js';
export type { SparseGradient } from './sparse/sparse-gradient.js';
export type { StateDict } from './state/state-dict.js';
export { bind } from './transform/bind.js';
export { chain, rename } from './transform/chain.js';
export { configure } from './transform/configure.js';
export { defineTransform } from './transform/define-transform.js';
export { RuleInterpreter } from './transform/interpret-rule.js';
export type { Numeric, OptionValues, Schedule } from './transform/options.js';
export { required } from './transform/options.js';
export { rowwise } from './transform/rowwise.js';
export { copyOfParam, filled, zeros } from './transform/slot.js';
export { matrix, perParameter, shared } from './transform/staged-slots.js';
export { traceRule } from './transform/trace-rule.js';
export type { Transform } from './transform/transform.js';
