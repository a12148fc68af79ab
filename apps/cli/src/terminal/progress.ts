import { type Colors, colorsFor, type Io, left, right, widthOf } from '../io.js';
import type { EpochMetrics, Scores } from '../train/metrics.js';
import { formatNumber, formatPercent, formatSeconds } from './format.js';

/** What is known in the middle of training. */
export interface Moment {
  /** Steps done. */
  readonly step: number;
  readonly epoch: number;
  /** Scores of the training batches of this epoch up to now; costs a pass over them. */
  readonly train: () => Scores;
  /** Scores on the test part, of the last epoch that is complete. */
  readonly test?: Scores;
}

/** Shows how far the training is. */
export interface Progress {
  /** After a step. */
  step(moment: Moment): void;
  /** After an epoch. */
  epoch(metrics: EpochMetrics): void;
  /** At the end: the terminal is as it was. */
  done(): void;
}

/** Milliseconds between two redrawings: more would cost time and show nothing. */
const redrawMs = 100;

/** A terminal gets one line that is redrawn; anything else about twenty plain lines. */
export function createProgress(
  io: Pick<Io, 'stderr' | 'now' | 'env'>,
  total: { readonly epochs: number; readonly steps: number },
): Progress {
  const start = io.now();
  const speed = (steps: number) => steps / Math.max(1e-3, (io.now() - start) / 1000);
  return io.stderr.isTTY === true && io.env.TERM !== 'dumb'
    ? createBar(io, total, speed)
    : createLines(io, total, speed);
}

type Speed = (steps: number) => number;

function createBar(
  io: Pick<Io, 'stderr' | 'now' | 'env'>,
  total: { readonly epochs: number; readonly steps: number },
  speed: Speed,
): Progress {
  const colors = colorsFor(io, io.stderr);
  let drawn = -Infinity;
  const draw = (moment: Moment) => {
    const now = io.now();
    if (now - drawn < redrawMs && moment.step < total.steps) return;
    drawn = now;
    const line = barLine(moment, total, speed(moment.step), io.stderr.columns ?? 80, colors);
    // Back to the first column, and what is left of the line before erased.
    io.stderr.write(`\r${line}\x1b[K`);
  };
  return {
    step: draw,
    epoch: () => {},
    done: () => {
      io.stderr.write('\r\x1b[K');
    },
  };
}

/** The line of a moment, with as many facts as the terminal has room for. */
export function barLine(
  { step, epoch, train, test }: Moment,
  total: { readonly epochs: number; readonly steps: number },
  stepsPerSecond: number,
  columns: number,
  colors: Colors,
): string {
  const share = step / total.steps;
  const running = train();
  const digits = String(total.epochs).length;
  const facts = [
    `epoch ${right(String(epoch), digits)}/${total.epochs}`,
    `loss ${left(formatNumber(running.loss), 6)}`,
    ...scoreOf(test ?? running, test === undefined ? 'train' : 'test'),
    `${right(formatSeconds((total.steps - step) / stepsPerSecond), 6)} left`,
    `${right(stepsPerSecond.toFixed(0), 4)} steps/s`,
  ];
  const percent = right(`${Math.floor(100 * share)} %`, 5);
  // Room for the `^C` that terminals show; and a full line would wrap in some of them.
  const room = columns - 3;
  const fits = () => widthOf(`${percent} ${facts.join('  ')}`) + 12 <= room;
  while (facts.length > 1 && !fits()) facts.pop();

  const width = Math.max(4, Math.min(30, room - widthOf(`${percent}  ${facts.join('  ')}`) - 1));
  const full = Math.round(share * width);
  const bar = colors.green('━'.repeat(full)) + colors.dim('─'.repeat(width - full));
  return `${bar} ${percent}  ${facts.join(colors.dim('  '))}`;
}

function createLines(
  io: Pick<Io, 'stderr'>,
  total: { readonly epochs: number; readonly steps: number },
  speed: Speed,
): Progress {
  const every = Math.max(1, Math.ceil(total.epochs / 20));
  const digits = String(total.epochs).length;
  return {
    step: () => {},
    epoch: ({ step, epoch, train, test }) => {
      if (epoch % every !== 0 && epoch !== total.epochs) return;
      const rate = speed(step);
      const facts = [
        `epoch ${right(String(epoch), digits)}/${total.epochs}`,
        `loss ${left(formatNumber(train.loss), 8)}`,
        `test loss ${left(formatNumber(test.loss), 8)}`,
        ...scoreOf(test, 'test'),
        `${rate.toFixed(0)} steps/s`,
        `${formatSeconds((total.steps - step) / rate)} left`,
      ];
      io.stderr.write(`${facts.join('  ')}\n`);
    },
    done: () => {},
  };
}

function scoreOf({ accuracy, r2 }: Scores, part: string): string[] {
  if (accuracy !== undefined) return [`${part} accuracy ${right(formatPercent(accuracy), 8)}`];
  if (r2 != null) return [`${part} R² ${right(r2.toFixed(4), 7)}`];
  return [];
}
