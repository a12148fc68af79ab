/** Chapters of the course, in their order, by the name of their page. */
export const chapters = [
  'l1-and-l2',
  'moving-average',
  'bias-correction',
  'momentum',
  'rmsprop',
  'adam',
  'weight-decay',
  'dropout',
] as const;

/** The name of a chapter's page. */
export type Chapter = (typeof chapters)[number];
