import type { PlaygroundState } from '../../state/state.js';
import { Race } from '../race/race.js';
import type { Racer } from '../race/racer.js';
import { type Cell, cellState, type HeatMap, type RangeTest, rangeState, rateAt } from './plan.js';

/** What a sweep is given of the world. */
export interface Watch {
  /** Ends the sweep after the step that is under way. */
  readonly signal: AbortSignal;
  /** Lets the event loop turn, so that a signal can come. */
  turn(): Promise<void>;
}

/** Steps between two turns of the event loop. */
const stepsPerTurn = 20;

/** Share of the losses at the end of a run whose mean counts: one batch alone says little. */
const counted = 0.1;

/** How good a cell of a heat map is. */
export interface CellResult extends Cell {
  /** Mean loss of the last tenth of the steps; infinite after a divergence, and where the options are refused. */
  readonly loss: number;
}

/** Runs a cell. Nothing where it was stopped. */
export async function runCell(
  state: PlaygroundState,
  map: HeatMap,
  cell: Cell,
  watch: Watch,
): Promise<CellResult | undefined> {
  const losses = await lossesOf(cellState(state, map, cell), watch);
  if (losses === undefined) return undefined;
  const last = losses.slice(-Math.ceil(map.steps * counted));
  const isWhole = losses.length === map.steps;
  const mean = last.reduce((sum, loss) => sum + loss, 0) / last.length;
  return { ...cell, loss: isWhole ? mean : Number.POSITIVE_INFINITY };
}

/** A point of a test of learning rates. */
export interface RangePoint {
  readonly rate: number;
  /** Loss of the batch before the step. */
  readonly loss: number;
}

/** Runs a test of learning rates, up to a divergence. Nothing where it was stopped. */
export async function runRange(
  state: PlaygroundState,
  test: RangeTest,
  watch: Watch,
): Promise<RangePoint[] | undefined> {
  const setRate = (racer: Racer, step: number) =>
    racer.moving.optimizer.setLearningRate(rateAt(test, step));
  const losses = await lossesOf(rangeState(state, test), watch, setRate);
  return losses?.map((loss, step) => ({ rate: rateAt(test, step), loss }));
}

/** The losses of a race of one contender, up to its end or a divergence. Nothing where it was stopped. */
async function lossesOf(
  state: PlaygroundState,
  { signal, turn }: Watch,
  before: (racer: Racer, step: number) => void = () => {},
): Promise<readonly number[] | undefined> {
  const race = await Race.begin(state, () => 0);
  try {
    const racer = race.lanes[0]?.racers[0];
    if (racer === undefined) return [];
    while (!race.finished && racer.log.divergence === undefined) {
      if (signal.aborted) return undefined;
      before(racer, race.step);
      await race.advance();
      if (race.step % stepsPerTurn === 0) await turn();
    }
    return racer.log.trace('loss');
  } finally {
    race.dispose();
  }
}
