import { expect, test } from 'vitest';
import { arrowOf, initial, pictureOf, step } from './model.js';

test('the first step has length γ in each coordinate, whatever the gradients', () => {
  const [frame] = pictureOf(initial).frames;
  expect(frame?.g).toEqual([-8, 50]);
  expect(frame?.mHat[0]).toBeCloseTo(-8, 12);
  expect(frame?.vHat[1]).toBeCloseTo(2500, 9);
  expect(frame?.step[0]).toBeCloseTo(0.5, 8);
  expect(frame?.step[1]).toBeCloseTo(-0.5, 8);
});

test.each([
  initial,
  { ...initial, beta1: 0, epsilon: 10 },
  { ...initial, beta2: 0.9, learningRate: 0.1 },
])('m̂ and v̂ give the step that the rule takes', (settings) => {
  const { frames } = pictureOf(settings);
  expect(frames).toHaveLength(step.max);
  for (const { mHat, vHat, step } of frames) {
    for (const i of [0, 1] as const) {
      const formula = (-settings.learningRate * mHat[i]) / (Math.sqrt(vHat[i]) + settings.epsilon);
      expect(step[i]).toBeCloseTo(formula, 12);
    }
  }
});

test('each step begins where the one before it ended', () => {
  const { frames } = pictureOf(initial);
  expect(frames[0]?.from).toEqual(initial.start);
  for (const [i, { to }] of frames.slice(0, -1).entries()) expect(frames[i + 1]?.from).toEqual(to);
});

test('arrows of gradients point downhill, and the arrow of the step ends where the step ends', () => {
  const picture = pictureOf(initial);
  const [from, tip] = arrowOf(picture, 1, 'g');
  expect(from).toEqual(initial.start);
  // The gradient (−8, 50) is the greatest of all; its arrow is 2.4 long in the steep coordinate.
  expect(tip?.[0]).toBeCloseTo(-8 + (2.4 * 8) / 50, 12);
  expect(tip?.[1]).toBeCloseTo(2.5 - 2.4, 12);
  const end = arrowOf(picture, 7, 'step')[1];
  expect(end?.[0]).toBeCloseTo(picture.frames[6]?.to[0] as number, 12);
  expect(end?.[1]).toBeCloseTo(picture.frames[6]?.to[1] as number, 12);
});
