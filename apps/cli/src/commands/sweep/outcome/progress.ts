import { colorsFor, type Io } from '../../../shell/io.js';
import { describeOptions } from '../../../spaces/describe-options.js';
import { right, wrapItems } from '../../../terminal/layout.js';
import { statusLine } from '../../../terminal/status-line.js';
import { formatSeconds } from '../../../text/numbers.js';
import type { Entry } from '../ledger/entry.js';
import { figureOf, ranked } from '../ledger/ranking.js';
import type { SweepConfig } from '../plan/config.js';
import { metricOf } from '../plan/metric.js';
import { settingOf } from './result.js';

/** Milliseconds between two looks at the clock. */
const tickMs = 1000;

/** Shows how far a sweep is: a line for each trial that ends, and in a terminal one that is redrawn. */
export interface SweepProgress {
  start(): void;
  entry(entry: Entry, all: readonly Entry[]): void;
  failure(trial: number, reason: string): void;
  /** At the end: the terminal is as it was. */
  done(): void;
}

export function sweepProgress(
  io: Pick<Io, 'stderr' | 'now' | 'env'>,
  config: SweepConfig,
  earlier: readonly Entry[],
): SweepProgress {
  const colors = colorsFor(io, io.stderr);
  const metric = metricOf(config.metric);
  const status = statusLine(io);
  const begun = io.now();
  const total = config.rungs.reduce((sum, { trials }) => sum + trials, 0);
  const work = workOf(config);
  const workIn = (entries: readonly Entry[]) =>
    entries.reduce((sum, { rung }) => sum + (work[rung] ?? 0), 0);
  const workBefore = workIn(earlier);
  let [running, done, best] = [0, earlier.length, bestIn(earlier)];
  let workDone = workBefore;

  function bestIn(entries: readonly Entry[]): string {
    const [first] = ranked(entries, metric);
    const figure = first && figureOf(first, metric);
    return figure === undefined ? '' : `, best ${metric.title} ${metric.format(figure)}`;
  }
  const show = () => {
    const spent = (io.now() - begun) / 1000;
    const workLeft =
      config.rungs.reduce((sum, { trials }, i) => sum + trials * (work[i] ?? 0), 0) - workDone;
    const pace = (workDone - workBefore) / spent;
    const left = pace > 0 ? `, ${formatSeconds(workLeft / pace)} left` : '';
    status.show(`${done} of ${total} done, ${running} running${left}${best}`);
  };
  const say = (line: string) => {
    status.clear();
    io.stderr.write(`${line}\n`);
  };
  const timer = setInterval(show, tickMs).unref();
  return {
    start() {
      running++;
      show();
    },
    entry(entry, all) {
      running--;
      done++;
      best = bestIn(all);
      workDone = workIn(all);
      const figure = figureOf(entry, metric);
      const head = [
        `${right(String(done), String(total).length)}/${total}`,
        `trial ${right(String(entry.trial), String(config.trials.length).length)}`,
        figure === undefined ? 'diverged' : `${metric.title} ${metric.format(figure)}`,
      ].join('  ');
      const width = Math.min(io.stderr.columns ?? 100, 100);
      const setting = describeOptions(settingOf(config, entry.trial));
      const [first = '', ...rest] = wrapItems(setting, width - head.length - 2);
      say(
        [
          `${head}  ${colors.dim(first)}`,
          ...rest.map((line) => colors.dim(`${' '.repeat(head.length + 2)}${line}`)),
        ].join('\n'),
      );
      show();
    },
    failure(trial, reason) {
      running--;
      say(colors.yellow(`trial ${trial} has failed: ${reason}`));
    },
    done() {
      clearInterval(timer);
      status.clear();
    },
  };
}

/** How much there is to do for a trial in each rung: its epochs beyond those of the rung before. */
const workOf = ({ rungs, fixed }: SweepConfig): number[] =>
  rungs.map(({ epochs = Number(fixed.epochs ?? 1) }, i) => epochs - (rungs[i - 1]?.epochs ?? 0));
