import { en, type Words } from '../en/words/index.js';
import { zh } from '../zh/words/index.js';

/** Languages of the site, by the start of their paths. */
export const languages = { en, zh } satisfies Readonly<Record<string, Words>>;

/** A language of the site. */
export type Language = keyof typeof languages;
