import { type Colors, colorsFor, type Io } from '../shell/io.js';
import { formatSeconds } from '../text/numbers.js';
import { right, widthOf } from './layout.js';

/** How far a command is. */
export interface Reached {
  /** Steps done. */
  readonly step: number;
}

/** How much there is to do: steps, and the pieces that they make. */
export interface Total {
  readonly steps: number;
  readonly pieces: number;
  /** Steps that were done before; default 0. */
  readonly from?: number;
}

/** Shows how far a command is. */
export interface Progress<Moment extends Reached, Piece extends Reached> {
  /** After a step. */
  step(moment: Moment): void;
  /** After a piece of the work. */
  piece(piece: Piece): void;
  /** At the end: the terminal is as it was. */
  done(): void;
}

/** What is told of a command, fact by fact. */
export interface Facts<Moment, Piece> {
  /** In a terminal, the most important fact first: where it is narrow, the last are left out. */
  readonly moment: (moment: Moment) => string[];
  /** In a line of plain text. */
  readonly piece: (piece: Piece) => string[];
}

/** How fast it goes. */
interface Pace {
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
}

type World = Pick<Io, 'stderr' | 'now' | 'env'>;

/** Milliseconds between two redrawings: more would cost time and show nothing. */
const redrawMs = 100;

/** Plain lines in all, where there are that many pieces. */
const lines = 20;

/** A terminal gets one line that is redrawn; anything else about twenty plain lines. */
export function createProgress<Moment extends Reached, Piece extends Reached>(
  io: World,
  total: Total,
  facts: Facts<Moment, Piece>,
): Progress<Moment, Piece> {
  const start = io.now();
  const paceAt = (step: number): Pace => {
    const done = step - (total.from ?? 0);
    const stepsPerSecond = done / Math.max(1e-3, (io.now() - start) / 1000);
    return { stepsPerSecond, secondsLeft: (total.steps - step) / stepsPerSecond };
  };
  return io.stderr.isTTY === true && io.env.TERM !== 'dumb'
    ? createBar(io, total, facts, paceAt)
    : createLines(io, total, facts, paceAt);
}

function createBar<Moment extends Reached, Piece>(
  io: World,
  total: Total,
  facts: Facts<Moment, Piece>,
  paceAt: (step: number) => Pace,
) {
  const colors = colorsFor(io, io.stderr);
  let drawn = -Infinity;
  return {
    step(moment: Moment) {
      const now = io.now();
      if (now - drawn < redrawMs && moment.step < total.steps) return;
      drawn = now;
      const { stepsPerSecond, secondsLeft } = paceAt(moment.step);
      const [first = '', ...others] = facts.moment(moment);
      const shown = [
        first,
        `${right(formatSeconds(secondsLeft), 6)} left`,
        ...others,
        `${right(stepsPerSecond.toFixed(0), 4)} steps/s`,
      ];
      const line = barLine(moment.step / total.steps, shown, io.stderr.columns ?? 80, colors);
      // Back to the first column, and what is left of the line before erased.
      io.stderr.write(`\r${line}\x1b[K`);
    },
    piece() {},
    done() {
      io.stderr.write('\r\x1b[K');
    },
  };
}

/** A bar, the percentage, and as many facts as the terminal has room for. */
export function barLine(
  share: number,
  facts: readonly string[],
  columns: number,
  colors: Colors,
): string {
  const shown = [...facts];
  const percent = right(`${Math.floor(100 * share)} %`, 5);
  // Room for the `^C` that terminals show; and a full line would wrap in some of them.
  const room = columns - 3;
  const fits = () => widthOf(`${percent} ${shown.join('  ')}`) + 12 <= room;
  while (shown.length > 1 && !fits()) shown.pop();

  const width = Math.max(4, Math.min(30, room - widthOf(`${percent}  ${shown.join('  ')}`) - 1));
  const full = Math.round(share * width);
  const bar = colors.green('━'.repeat(full)) + colors.dim('─'.repeat(width - full));
  return `${bar} ${percent}  ${shown.join(colors.dim('  '))}`;
}

function createLines<Moment, Piece extends Reached>(
  io: Pick<Io, 'stderr'>,
  total: Total,
  facts: Facts<Moment, Piece>,
  paceAt: (step: number) => Pace,
) {
  const every = Math.max(1, Math.ceil(total.pieces / lines));
  let pieces = 0;
  return {
    step() {},
    piece(piece: Piece) {
      pieces++;
      if (pieces % every !== 0 && pieces !== total.pieces) return;
      const { stepsPerSecond, secondsLeft } = paceAt(piece.step);
      const shown = [
        ...facts.piece(piece),
        `${stepsPerSecond.toFixed(0)} steps/s`,
        `${formatSeconds(secondsLeft)} left`,
      ];
      io.stderr.write(`${shown.join('  ')}\n`);
    },
    done() {},
  };
}
