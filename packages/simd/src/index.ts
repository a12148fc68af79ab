export { Arena, arenaOf, type Intake } from './arena.js';
export { compileOnHost } from './host-kernel.js';
export type { HostMemory } from './host-memory.js';
export {
  bindLoop,
  compileLoop,
  encodeLoop,
  type Loop,
  type LoopCall,
  loopArguments,
} from './loop.js';
export { reductionBytes, vectorBytes } from './loop-writer.js';
export { oncePerBackend } from './once-per-backend.js';
export { bindProduct, compileProduct, type Product, type ProductCall } from './product.js';
export { readReductions, resetReductions } from './reductions.js';
export { requireSimd } from './require-simd.js';
export { allocateIn, type Residents } from './residents.js';
export type { KernelStep, KernelTensor } from './rows/kernel-step.js';
export { reductionOf } from './rows/kernel-step.js';
export type { Placement } from './rows/placement.js';
export {
  bindRows,
  compileRows,
  type RowArguments,
  type RowLoop,
  rowArguments,
  scratchRows,
} from './rows/row-loop.js';
export type { RowProgram } from './rows/row-program.js';
export { type Rows, rowsOf } from './rows/rows-of.js';
export { bindTableLoop, compileTableLoop, type TableLoop } from './table-loop.js';
export type { MemoryKind } from './wasm.js';
