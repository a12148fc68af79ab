export type { Backend, Kernel, KernelCall } from './backend.js';
export { compose } from './compose.js';
export {
  allocate,
  execute,
  findBackend,
  readsAsynchronously,
  registerBackend,
  unregisterBackend,
} from './execute.js';
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
  type Reduction,
  type Source,
  sign,
  sqrt,
  square,
  sub,
  sum,
  uniform,
  type ValueType,
  where,
} from './expression.js';
export { type InterpreterInputs, type InterpreterOutputs, interpret } from './interpret.js';
export { print } from './print.js';
export {
  chain,
  defineRule,
  type Numeric,
  type OptionValue,
  type OptionValues,
  type Rule,
  type RuleDefinition,
  type Schedule,
  type Structure,
  structureOf,
  traceRule,
} from './rule.js';
export { parity, rotations, rounds, threefry } from './threefry.js';
export {
  type Program,
  type ProgramNode,
  type ProgramOutput,
  type Signature,
  trace,
} from './trace.js';
