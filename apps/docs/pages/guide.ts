/** Pages of the guide that are written for the site, in their order, by the name of their file. */
export const guidePages = [
  'index',
  'modules',
  'optimizers',
  'schedules',
  'regularization',
  'averages',
  'saving',
  'training',
  'capture',
  'layers-model',
  'backends',
] as const;

/** A page of the guide that is written for the site. */
export type GuidePage = (typeof guidePages)[number];

/** Pages of the guide that are files of the folder `docs`, in their order. */
export const documents = [
  'coming-from-pytorch',
  'coming-from-optax',
  'coming-from-tfjs',
  'adding-an-optimizer',
  'adding-a-schedule',
  'adding-a-backend',
  'performance',
] as const;

/** A file of the folder `docs` that is a page of the guide. */
export type Document = (typeof documents)[number];
