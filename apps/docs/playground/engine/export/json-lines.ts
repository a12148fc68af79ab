import type { PlaygroundState } from '../../state/state.js';
import { seedsOf } from '../../state/task.js';
import { encode } from '../../state/url/encode.js';
import { type RunLog, traceNames } from '../log/run-log.js';

/** First words of the first line. */
const format = 'nadir-playground';

/** Number of the layout. Raised when an older reader could not read it. */
const version = 1;

/**
 * A race as JSON lines. The first has the link to its settings; each other one is a step, with the loss of its batch, or a reading of
 * all examples, with `train` and `test` as in the `metrics.jsonl` of `nadir train`.
 *
 * @param runs By contender and seed.
 */
export function jsonLines(
  state: PlaygroundState,
  runs: readonly (readonly Pick<RunLog, 'trace' | 'readings' | 'divergence' | 'length'>[])[],
): string {
  const seeds = seedsOf(state.race);
  const contenders = state.contenders.map(({ optimizer }) => optimizer);
  const lines: unknown[] = [{ format, version, link: encode(state).query, contenders, seeds }];
  runs.forEach((ofSeeds, contender) => {
    ofSeeds.forEach((log, i) => {
      const place = { contender, seed: seeds[i] };
      for (let step = 1; step <= log.length; step++) {
        const numbers = traceNames.map((name) => [name, log.trace(name)[step - 1]]);
        lines.push({ ...place, step, ...Object.fromEntries(numbers) });
      }
      for (const reading of log.readings) lines.push({ ...place, ...reading });
      if (log.divergence !== undefined) lines.push({ ...place, divergence: log.divergence });
    });
  });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
