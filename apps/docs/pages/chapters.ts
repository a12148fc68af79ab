/** Chapters of the course, in their order, by the name of their page. */
export const chapters = ['momentum'] as const;

/** The name of a chapter's page. */
export type Chapter = (typeof chapters)[number];
