import type { PlaygroundState } from '../../state/state.js';
import type { Cell, HeatMap, RangeTest } from './plan.js';
import type { CellResult, RangePoint } from './run.js';

/** A piece of work for a worker of sweeps. It does one after the other. */
export type SweepOrder =
  | {
      readonly type: 'cells';
      readonly state: PlaygroundState;
      readonly map: HeatMap;
      readonly cells: readonly Cell[];
    }
  | { readonly type: 'range'; readonly state: PlaygroundState; readonly test: RangeTest };

/** What a worker of sweeps tells. */
export type SweepReport =
  | { readonly type: 'cell'; readonly result: CellResult }
  | { readonly type: 'range'; readonly points: readonly RangePoint[] }
  /** All of its work is done. */
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string };
