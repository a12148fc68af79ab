import { bench } from './playground/bench.js';
import { contender } from './playground/contender.js';
import { page } from './playground/page.js';
import { sweeps } from './playground/sweeps.js';
import { task } from './playground/task.js';

/** Words of the playground, by the parts of its page. */
export const playground = { page, task, contender, bench, sweeps };
