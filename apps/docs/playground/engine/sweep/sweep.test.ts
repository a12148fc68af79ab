import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { contenderOf } from '../../state/contender.js';
import { initialState, type PlaygroundState } from '../../state/state.js';
import { initialSurface } from '../../state/task.js';
import { type SweepPort, sweepHeatMap, sweepRates } from './client.js';
import { type HeatMap, valuesOf, withCell, withRate } from './plan.js';
import type { SweepReport } from './protocol.js';
import type { CellResult, RangePoint } from './run.js';
import { obey } from './sweeper.js';

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

const state: PlaygroundState = {
  ...initialState,
  task: { ...initialSurface, condition: 10 },
  contenders: [contenderOf('adam'), contenderOf('sgd', { learningRate: 0.05 })],
};

const map: HeatMap = {
  contender: 1,
  x: { option: 'learningRate', from: 0.01, to: 1, count: 3, log: true },
  y: { option: 'momentum', from: 0, to: 0.9, count: 2, log: false },
  steps: 60,
};

/** A worker in the same thread, and whether it was closed. */
function start(closed: { count: number }): SweepPort {
  const stop = new AbortController();
  let hear = (_: SweepReport): void => {};
  return {
    postMessage(order) {
      const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
      void obey(order, { signal: stop.signal, turn }, (report) => hear(report));
    },
    listen(listener) {
      hear = listener;
    },
    close() {
      stop.abort();
      closed.count++;
    },
  };
}

test('a heat map has a loss for each cell, infinite where it diverges', async () => {
  const cells: CellResult[] = [];
  const closed = { count: 0 };
  await sweepHeatMap(
    state,
    map,
    (cell) => cells.push(cell),
    () => start(closed),
    4,
  ).done;
  const sorted = cells.sort((a, b) => a.row - b.row || a.column - b.column);
  expect(sorted.map(({ x, y }) => [x, y])).toEqual([
    ...[0.01, 0.1, 1].map((x) => [x, 0]),
    ...[0.01, 0.1, 1].map((x) => [x, 0.9]),
  ]);
  const losses = sorted.map(({ loss }) => loss);
  // Curvatures are 1 and 10: without momentum, steps above 0.2 diverge, and 0.1 is faster than 0.01.
  expect(losses[1]).toBeLessThan(losses[0] as number);
  expect(losses[2]).toBe(Number.POSITIVE_INFINITY);
  expect(closed.count).toBe(2);
});

test('a cell can be loaded as a state', () => {
  const loaded = withCell(state, map, { column: 0, row: 1, x: 0.01, y: 0.9 });
  expect(loaded.contenders[1]?.options).toEqual({ learningRate: 0.01, momentum: 0.9 });
  expect(loaded.contenders[0]).toBe(state.contenders[0]);
  expect(withRate(state, 1, 0.3).contenders[1]?.options).toEqual({ learningRate: 0.3 });
});

test('values of an axis go from one end to the other', () => {
  expect(valuesOf(map.x)).toEqual([0.01, 0.1, 1]);
  expect(valuesOf(map.y)).toEqual([0, 0.9]);
});

test('a test of learning rates ends where the loss does', async () => {
  let points: readonly RangePoint[] = [];
  const closed = { count: 0 };
  const range = { contender: 1, from: 1e-3, to: 100, steps: 100 };
  await sweepRates(
    state,
    range,
    (all) => {
      points = all;
    },
    () => start(closed),
  ).done;
  expect(points[0]?.rate).toBe(1e-3);
  expect(points.length).toBeGreaterThan(50);
  expect(points.length).toBeLessThan(100);
  const best = points.reduce((least, one) => (one.loss < least.loss ? one : least));
  // Above 2 / 10 the steep direction grows.
  expect(best.rate).toBeGreaterThan(0.05);
  expect(best.rate).toBeLessThan(2);
});

test('a sweep that is cancelled tells nothing more', async () => {
  const cells: CellResult[] = [];
  const closed = { count: 0 };
  const sweep = sweepHeatMap(
    state,
    map,
    (cell) => cells.push(cell),
    () => start(closed),
    1,
  );
  sweep.cancel();
  await sweep.done;
  expect(closed.count).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(cells).toEqual([]);
});
