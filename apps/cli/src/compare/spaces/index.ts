import type { Transform } from '@nadir/core';
import { algoperf } from './algoperf.js';
import { crowdedValley } from './crowded-valley.js';
import { sivaprasad } from './sivaprasad.js';
import { generalSpace, type Space, type Spaces } from './space.js';
import { wen } from './wen.js';

/** Every published space that is used, by the name of the optimizer. */
export const publishedSpaces: Spaces = { ...sivaprasad, ...crowdedValley, ...algoperf, ...wen };

/** Optimizers that are compared where none is named: the customary ones. */
export const customary: readonly string[] = ['sgd', 'adam', 'adamw', 'lion'];

/**
 * The space of an optimizer: a published one, or learning rates around its default. State in 8 bits changes
 * no option, so `adamw-8bit` has the space of `adamw`.
 */
export const spaceOf = (name: string, rule: Transform): Space =>
  publishedSpaces[name.replace(/-8bit$/, '')] ?? generalSpace(rule);
