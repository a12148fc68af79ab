import type { Term } from '../../ui/terms/terms.js';
import type { Quantity } from './model.js';

/** The term of the formula that a quantity is. */
export const termOf: Readonly<Record<Quantity, Term>> = {
  g: 'gradient',
  m: 'first',
  v: 'second',
  mHat: 'first',
  vHat: 'second',
  step: 'step',
};

/** How a quantity is written. */
export const symbols: Readonly<Record<Quantity, string>> = {
  g: 'g',
  m: 'm',
  v: 'v',
  mHat: 'm̂',
  vHat: 'v̂',
  step: 'Δθ',
};
