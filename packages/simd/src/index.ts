export { Arena, arenaOf, type Home, scratchArena, scratchBytes } from './arena.js';
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
export { compileStagedLoop, type StagedCall, type StagedLoop } from './staged-loop.js';
export type { MemoryKind } from './wasm.js';
