export { defineRegularizer } from '@nadir/core/internal';
export * from './all-regularizers.js';
export { type DecayGroups, decayable } from './decayable.js';
export type { Include, RegularizerOptions, UnitRegularizerOptions } from './options.js';
export { registerRegularizer } from './register-regularizer.js';
export { restoreRegularizer } from './restore-regularizer.js';
