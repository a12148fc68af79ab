import { adamFamily } from './adam.js';
import { adaptive } from './adaptive.js';
import { denominator } from './denominator.js';
import type { Entry } from './entry.js';
import { factored } from './factored.js';
import { layerwise } from './layerwise.js';
import { matrix } from './matrix.js';
import { momentum } from './momentum.js';
import { parameterFree } from './parameter-free.js';
import { scheduleFree } from './schedule-free.js';
import { sgdFamily } from './sgd.js';
import { sign } from './sign.js';
import { sophia } from './sophia.js';

/** All optimizers that the laws are held to, a family after the other. */
export const catalogue: readonly Entry[] = [
  ...sgdFamily,
  ...adamFamily,
  ...denominator,
  ...momentum,
  ...layerwise,
  ...adaptive,
  ...factored,
  ...matrix,
  ...sign,
  ...parameterFree,
  ...scheduleFree,
  ...sophia,
];
