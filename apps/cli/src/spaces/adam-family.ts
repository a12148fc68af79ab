import { adamwDecay } from './algoperf.js';
import { adamSpace } from './crowded-valley.js';
import type { Space, Spaces } from './space.js';

/**
 * Optimizers whose step is a mean of gradients over the root of a mean of their squares, or of something like these. Learning rates mean the same
 * for all of them, so all have the same space: a difference between two is one of the optimizers, not of where they were searched.
 */
const members = [
  'acprop',
  'adabelief',
  'adam',
  'adamax',
  'adamw',
  'adopt',
  'nadam',
  'prox-adam',
  'radam',
  'yogi',
];

/** Those that have weight decay unless it is switched off. It comes last, so that all other coordinates of a trial are those of the family. */
const decayed = ['adamw'];

const withDecay: Space = {
  options: { ...adamSpace.options, weightDecay: adamwDecay },
  source: {
    ...adamSpace.source,
    part: `${adamSpace.source.part}, of Adam; weight decay as for the baseline AdamW of AlgoPerf (Dahl, Schneider, Nado et al., 2023)`,
  },
};

const shared: Space = {
  ...adamSpace,
  source: { ...adamSpace.source, part: `${adamSpace.source.part}, of Adam` },
};

/** The space of each member of the family of Adam. */
export const adamFamily: Spaces = Object.fromEntries(
  members.map((name) => [name, decayed.includes(name) ? withDecay : shared]),
);
