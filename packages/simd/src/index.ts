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
  reductionBytes,
  vectorBytes,
} from './loop.js';
export { oncePerBackend } from './once-per-backend.js';
export { bindProduct, compileProduct, type Product, type ProductCall } from './product.js';
export { readReductions, resetReductions } from './reductions.js';
export { requireSimd } from './require-simd.js';
export { allocateIn, type Residents } from './residents.js';
export type { MemoryKind } from './wasm.js';
