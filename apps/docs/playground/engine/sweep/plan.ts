import type { Contender } from '../../state/contender.js';
import { defaultsOf, withOption } from '../../state/optimizers.js';
import type { PlaygroundState } from '../../state/state.js';

/** Values of an option of a contender, from low to high. */
export interface Axis {
  readonly option: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Whether they are in equal ratios, and not at equal distances. */
  readonly log: boolean;
}

/** The values of an axis. */
export const valuesOf = ({ from, to, count, log }: Axis): number[] =>
  Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 0 : i / (count - 1);
    return Number((log ? from * (to / from) ** share : from + (to - from) * share).toPrecision(6));
  });

/** A map over two options of a contender. */
export interface HeatMap {
  readonly contender: number;
  readonly x: Axis;
  readonly y: Axis;
  /** Steps that each cell is run for; schedules are laid over them. */
  readonly steps: number;
}

/** A cell of a {@link HeatMap}. */
export interface Cell {
  readonly column: number;
  readonly row: number;
  /** Values of the two options. */
  readonly x: number;
  readonly y: number;
}

/** The cells of a map, row by row from the lowest y. */
export function cellsOf({ x, y }: HeatMap): Cell[] {
  const columns = valuesOf(x);
  return valuesOf(y).flatMap((there, row) =>
    columns.map((here, column) => ({ column, row, x: here, y: there })),
  );
}

/** The state with the options of a cell: what the page loads where a cell is chosen. */
export function withCell(state: PlaygroundState, { contender, x, y }: HeatMap, cell: Cell) {
  const change = (one: Contender) =>
    withOption(withOption(one, x.option, cell.x), y.option, cell.y);
  const contenders = state.contenders.map((one, i) => (i === contender ? change(one) : one));
  return { ...state, contenders };
}

/** The state that a cell runs: its contender alone, from the first seed. */
export function cellState(state: PlaygroundState, map: HeatMap, cell: Cell): PlaygroundState {
  const { contenders, ...rest } = withCell(state, map, cell);
  const race = { ...state.race, seeds: 1, steps: map.steps, every: map.steps, endless: false };
  return { ...rest, contenders: [contenders[map.contender] as Contender], race };
}

/** A test of learning rates: one run in which the rate rises in equal ratios. */
export interface RangeTest {
  readonly contender: number;
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/**
 * The state that a test of learning rates runs. Its schedule is an exponential upward, which the settings of a schedule cannot
 * say: the rate is set before each step by {@link rateAt}.
 */
export function rangeState(state: PlaygroundState, test: RangeTest): PlaygroundState {
  const contender = state.contenders[test.contender] as Contender;
  const constant = { ...contender.schedule, name: 'constant' as const, warmup: 0 };
  const race = { ...state.race, seeds: 1, steps: test.steps, every: test.steps, endless: false };
  return { ...state, contenders: [{ ...contender, schedule: constant }], race };
}

/** The learning rate of a step of a test, from 0. */
export const rateAt = ({ from, to, steps }: RangeTest, step: number): number =>
  from * (to / from) ** (step / Math.max(1, steps - 1));

/** The state with a learning rate: what the page loads where one is chosen. */
export function withRate(state: PlaygroundState, contender: number, rate: number): PlaygroundState {
  const change = (one: Contender) =>
    'learningRate' in defaultsOf(one.optimizer) ? withOption(one, 'learningRate', rate) : one;
  const contenders = state.contenders.map((one, i) => (i === contender ? change(one) : one));
  return { ...state, contenders };
}
