import type { PlaygroundState } from '../../state/state.js';
import { cellsOf, type HeatMap, type RangeTest } from './plan.js';
import type { SweepOrder, SweepReport } from './protocol.js';
import type { CellResult, RangePoint } from './run.js';

/** A worker of sweeps, as far as it is used. */
export interface SweepPort {
  postMessage(order: SweepOrder): void;
  listen(hear: (report: SweepReport) => void): void;
  /** Ends the worker at once, whatever it does. */
  close(): void;
}

/** A sweep that is under way. */
export interface Sweep {
  /** Settles when all is done or cancelled; rejects where it cannot run. */
  readonly done: Promise<void>;
  cancel(): void;
}

/** Fewest and most workers of a heat map: one core is left to the page and the race. */
const workersFor = (cores: number): number => Math.max(1, Math.min(4, cores - 2));

/**
 * Runs a heat map in workers of its own, and tells each cell as soon as it is known. Cells are dealt in turn, so that all parts of
 * the map fill alike.
 *
 * @param start Starts a worker.
 * @param cores Cores of the machine: `navigator.hardwareConcurrency`.
 */
export function sweepHeatMap(
  state: PlaygroundState,
  map: HeatMap,
  onCell: (result: CellResult) => void,
  start: () => SweepPort,
  cores: number,
): Sweep {
  const cells = cellsOf(map);
  const count = Math.min(cells.length, workersFor(cores));
  const orders = Array.from({ length: count }, (_, worker): SweepOrder => {
    const dealt = cells.filter((_, i) => i % count === worker);
    return { type: 'cells', state, map, cells: dealt };
  });
  return sweep(orders, start, (report) => {
    if (report.type === 'cell') onCell(report.result);
  });
}

/** Runs a test of learning rates in a worker of its own, and tells its points at the end. */
export function sweepRates(
  state: PlaygroundState,
  test: RangeTest,
  onPoints: (points: readonly RangePoint[]) => void,
  start: () => SweepPort,
): Sweep {
  return sweep([{ type: 'range', state, test }], start, (report) => {
    if (report.type === 'range') onPoints(report.points);
  });
}

/** Gives each order to a worker. */
function sweep(
  orders: readonly SweepOrder[],
  start: () => SweepPort,
  hear: (report: SweepReport) => void,
): Sweep {
  const ports: SweepPort[] = [];
  let cancel = () => {};
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  const runs = orders.map(
    (order) =>
      new Promise<void>((resolve, reject) => {
        const port = start();
        ports.push(port);
        port.listen((report) => {
          if (report.type === 'done') resolve();
          else if (report.type === 'failed') reject(new Error(report.message));
          else hear(report);
        });
        port.postMessage(order);
      }),
  );
  const all = Promise.all(runs).then(() => {});
  const done = Promise.race([all, cancelled]).finally(() => {
    for (const port of ports) port.close();
  });
  return { done, cancel };
}
