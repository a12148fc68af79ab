import type { Words } from '../../en/words/index.js';
import { api } from './api.js';
import { device } from './device.js';
import { figures } from './figures/index.js';
import { interfaceWords } from './interface.js';
import { optimizerPages } from './optimizer-pages.js';
import { playground } from './playground.js';
import { referencePages } from './reference-pages.js';
import { site } from './site.js';

/** The words of the site in Chinese. */
export const zh: Words = {
  site,
  interface: interfaceWords,
  api,
  device,
  figures,
  optimizerPages,
  playground,
  referencePages,
};
