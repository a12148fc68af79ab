import { api } from './api.js';
import { device } from './device.js';
import { figures } from './figures/index.js';
import { interfaceWords } from './interface.js';
import { optimizerPages } from './optimizer-pages.js';
import { playground } from './playground.js';
import { referencePages } from './reference-pages.js';
import { site } from './site.js';

/** The words of the site in English. */
export const en = {
  site,
  interface: interfaceWords,
  api,
  device,
  figures,
  optimizerPages,
  playground,
  referencePages,
};

/** Everything that the site says beside its pages, in one language. English is the pattern of the others. */
export type Words = typeof en;
