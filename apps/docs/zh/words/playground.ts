import type { Words } from '../../en/words/index.js';
import { bench } from './playground/bench.js';
import { contender } from './playground/contender.js';
import { page } from './playground/page.js';
import { sweeps } from './playground/sweeps.js';
import { task } from './playground/task.js';

/** Words of the playground, in Chinese. */
export const playground: Words['playground'] = { page, task, contender, bench, sweeps };
