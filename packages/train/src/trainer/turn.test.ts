import { afterEach, expect, it, vi } from 'vitest';
import { Turns } from './turn.js';

afterEach(() => {
  vi.useRealTimers();
});

const busyFor = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

it('lets timers that are due come first', async () => {
  const turns = new Turns();
  let isPast = false;
  setTimeout(() => {
    isPast = true;
  });
  await turns.take();
  expect(isPast).toBe(false);
  busyFor(60);
  await turns.take();
  expect(isPast).toBe(true);
});

it('needs no timer, which browsers slow down in a tab that is not seen', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'setImmediate'] });
  const turns = new Turns();
  busyFor(60);
  await turns.take();
  expect(vi.getTimerCount()).toBe(0);
});
