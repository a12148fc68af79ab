import type { Words } from '../../../en/words/index.js';

/** Words of the figure of a schedule, in Chinese. */
export const schedule: Words['figures']['schedule'] = {
  title: (name) => `调度 ${name}`,
  step: '步数',
  value: '值',
};
