import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { beforeAll, expect, test, vi } from 'vitest';
import { contenderOf } from '../../state/contender.js';
import { initialState, type PlaygroundState } from '../../state/state.js';
import { initialNetwork, initialSurface } from '../../state/task.js';
import { RaceClient } from '../client.js';
import type { Frame, Ready, Refusal, Report } from '../protocol.js';
import { Host } from './host.js';

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

const state: PlaygroundState = {
  ...initialState,
  task: { ...initialNetwork, examples: 60, layers: [{ units: 3, dropout: 0 }] },
  race: { ...initialState.race, steps: 20, backend: 'cpu' },
};

/** A client whose worker is a host in the same thread. Of a page that is out of sight, no frame is drawn. */
function open({ inSight = true } = {}) {
  let hear = (_: Report): void => {};
  const host = new Host({
    useBackend: async (name) => ({ name, fused: true }),
    now: () => performance.now(),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    report: (report) => hear(report),
  });
  const seen = { ready: [] as Ready[], frames: [] as Frame[], refusals: [] as Refusal[] };
  const client: RaceClient = new RaceClient(
    {
      postMessage: (order) => host.hear(structuredClone(order)),
      listen(listener) {
        hear = (report) => listener(structuredClone(report));
      },
      close() {},
    },
    {
      onReady: (ready) => seen.ready.push(ready),
      onFrame(frame) {
        seen.frames.push(frame);
        if (inSight) client.drawn();
      },
      onRefused: (refusal) => seen.refusals.push(refusal),
    },
  );
  return { client, seen, last: () => seen.frames.at(-1) };
}

test('a race plays to its end, and tells every step once', async () => {
  const { client, seen, last } = open();
  client.start(state);
  client.play();
  await vi.waitFor(() => expect(last()?.finished).toBe(true), { timeout: 20_000 });
  const losses = seen.frames
    .flatMap(({ chunks }) => chunks)
    .filter(({ contender }) => contender === 1)
    .flatMap(({ from, traces }) => Array.from(traces.loss, (_, i) => from + i));
  expect(losses).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(seen.ready[0]?.scene).toMatchObject({ kind: 'network', widths: [2, 3, 2] });
});

test('while no frame is drawn, a race plays on and tells all at its end', async () => {
  const { client, seen, last } = open({ inSight: false });
  client.start(state);
  client.setSpeed(300);
  client.play();
  await vi.waitFor(() => expect(last()?.finished).toBe(true), { timeout: 20_000 });
  // Of the start, of the order to play, and of the end.
  expect(seen.frames.map(({ step }) => step)).toEqual([0, 0, 20]);
  expect(last()?.chunks[0]?.traces.loss).toHaveLength(20);
});

test('steps back and forth lead to the same weights', async () => {
  const { client, last } = open();
  client.start(state);
  client.step(7);
  const before = await client.ask({ kind: 'fingerprints' });
  client.step(5);
  client.stepBack(12);
  await vi.waitFor(() => expect(last()?.step).toBe(11), { timeout: 20_000 });
  client.seek(7);
  expect(await client.ask({ kind: 'fingerprints' })).toEqual(before);
  expect(last()?.end).toBe(12);
});

test('a formula that cannot be read is refused with its column', async () => {
  const { client, seen } = open();
  client.start({ ...state, task: { ...initialSurface, surface: 'formula', formula: 'x + ' } });
  await vi.waitFor(() => expect(seen.refusals).toHaveLength(1));
  expect(seen.refusals[0]).toMatchObject({
    kind: 'formula',
    fault: { kind: 'operand', column: 5 },
  });
});

test('a contender that cannot run is told, and the others run', async () => {
  const { client, seen, last } = open();
  const contenders = [
    contenderOf('adam', { beta1: 2 }),
    contenderOf('muon'),
    contenderOf('sophia-g'),
    contenderOf('adam'),
  ];
  client.start({ ...state, task: initialSurface, contenders });
  client.step();
  await vi.waitFor(() => expect(last()?.step).toBe(1), { timeout: 20_000 });
  const kinds = seen.ready[0]?.entries.map(({ refused }) => refused?.kind);
  expect(kinds).toEqual(['option', 'matrices', 'classes', undefined]);
});
