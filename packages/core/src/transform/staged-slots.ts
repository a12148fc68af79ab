import { staging } from '../optimizer/step/staging.js';
import { checkLasting } from './lasting.js';
import { type Initial, initially, type SlotDeclaration } from './slot.js';

/** State of one number for each parameter, which stays on the device. */
export const perParameter = (value: Initial = 0): SlotDeclaration<'float32'> => ({
  type: 'float32',
  kind: 'number',
  initial: initially(value),
  staging,
});

/** State of one number for all parameters together, which stays on the device. */
export const shared = (value: Initial = 0): SlotDeclaration<'float32'> => ({
  type: 'float32',
  kind: 'shared',
  initial: initially(value),
  staging,
});

/** A state tensor of a shape of its own, zeros before the first step: operations on whole tensors read and write it. */
export const matrix = (shape: readonly number[]): SlotDeclaration<'tensor'> => ({
  type: 'tensor',
  kind: 'matrix',
  shape,
  initial: () => 0,
  staging,
  lasting: checkLasting,
});
