import { clicks } from './clicks.js';
import { clinic } from './clinic.js';
import { genes } from './genes.js';
import { heating } from './heating.js';
import { houses } from './houses.js';
import { orders } from './orders.js';
import { passengers } from './passengers.js';
import { payments } from './payments.js';
import { sensors } from './sensors.js';
import { survey } from './survey.js';
import type { WorldlyFile } from './worldly-file.js';

export type { Size, WorldlyFile } from './worldly-file.js';

/** Ten files as they come from the world. */
export const worldlyFiles: readonly WorldlyFile[] = [
  passengers,
  houses,
  heating,
  survey,
  clinic,
  orders,
  clicks,
  genes,
  payments,
  sensors,
];
