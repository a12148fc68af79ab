import type { Transform } from '@nadir/core';
import { adamFamily } from './adam-family.js';
import { algoperf } from './algoperf.js';
import { crowdedValley } from './crowded-valley.js';
import { sivaprasad } from './sivaprasad.js';
import { generalSpace, type Space, type Spaces } from './space.js';
import { wen } from './wen.js';

/** Every published space that is used, by the name of the optimizer. */
export const publishedSpaces: Spaces = {
  ...sivaprasad,
  ...crowdedValley,
  ...algoperf,
  ...wen,
  ...adamFamily,
};

/** Optimizers that have the options of another one: state in 8 bits changes none. */
const sameOptions: Readonly<Record<string, string>> = {
  'adamw-8bit': 'adamw',
  'lion-8bit': 'lion',
};

/** The space of an optimizer: a published one, or learning rates around its default. */
export const spaceOf = (name: string, rule: Transform): Space =>
  publishedSpaces[sameOptions[name] ?? name] ?? generalSpace(rule);
