import { afterEach, expect, test, vi } from 'vitest';
import { Turns } from './turns.js';

afterEach(() => vi.unstubAllGlobals());

/** Frames of a screen that come when they are called. */
function screen() {
  const callbacks: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => callbacks.push(callback));
  return () => {
    for (const callback of callbacks.splice(0)) callback();
  };
}

test('each frame draws one part, the one that waits longest', () => {
  const frame = screen();
  const turns = new Turns();
  const drawn: string[] = [];
  const request = (part: string) => turns.request(part, () => drawn.push(part));
  for (const part of ['pictures', 'curves', 'pictures']) request(part);
  frame();
  expect(drawn).toEqual(['pictures']);
  request('pictures');
  frame();
  expect(drawn).toEqual(['pictures', 'curves']);
  frame();
  frame();
  expect(drawn).toEqual(['pictures', 'curves', 'pictures']);
});

test('what is drawn may ask for the next part', () => {
  const frame = screen();
  const turns = new Turns();
  const drawn: string[] = [];
  turns.request('pictures', () => {
    drawn.push('pictures');
    turns.request('curves', () => drawn.push('curves'));
  });
  frame();
  expect(drawn).toEqual(['pictures']);
  frame();
  expect(drawn).toEqual(['pictures', 'curves']);
});
