export {
  bindLoop,
  compileLoop,
  encodeLoop,
  type Loop,
  type LoopCall,
  reductionBytes,
  vectorBytes,
} from './loop.js';
export { readReductions, resetReductions } from './reductions.js';
export type { MemoryKind } from './wasm.js';
