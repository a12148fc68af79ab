import type { ProgramLaw } from '../law.js';
import { averagesWeights } from './averages.js';
import { dropsByThreefry } from './dropout-family.js';
import { drawsDropoutMasks } from './dropout-masks.js';
import { passesInputsAndOutputs } from './inputs-and-outputs.js';
import { minimizesByCurvature } from './lbfgs.js';
import { sumsManyTerms } from './long-sums.js';
import { addsNoise } from './noise.js';
import { normalizesBatches } from './norms.js';
import { computesOperations } from './operations.js';
import { penalizesAsInterpreted } from './penalties.js';
import { drawsRandomBits } from './random-bits.js';
import { reduces } from './reductions.js';

/** What holds for every program, and for what is made of programs, on every backend, by name. */
export const programLaws = {
  computesOperations,
  reduces,
  sumsManyTerms,
  passesInputsAndOutputs,
  drawsRandomBits,
  drawsDropoutMasks,
  addsNoise,
  dropsByThreefry,
  minimizesByCurvature,
  penalizesAsInterpreted,
  averagesWeights,
  normalizesBatches,
} satisfies Readonly<Record<string, ProgramLaw>>;
