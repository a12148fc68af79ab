import { expect, it } from 'vitest';
import { logUniform, oneOf, uniform } from '../../../spaces/distribution.js';
import { edgeNotes } from './edges.js';

const space = {
  learningRate: { distribution: logUniform(1e-4, 1e-1), isWhole: false },
  dropout: { distribution: uniform(0, 0.5), isWhole: false },
  batch: { distribution: oneOf(16, 32, 64), isWhole: true },
  hidden: { distribution: oneOf('8', '16'), isWhole: false },
  epochs: { distribution: oneOf(10, 20), isWhole: true },
};

it('tells where the best value is at an end of what was searched', () => {
  expect(edgeNotes({ space }, { learningRate: 0.09, dropout: 0.2, batch: 16 })).toEqual([
    'The best learning rate, 0.09, is among the highest that were searched: a higher one may be better. Widen --learning-rate.',
    'The best batch, 16, is among the lowest that were searched: a lower one may be better. Widen --batch.',
  ]);
});

it('says nothing within, of words, of two values, and where nothing lies beyond', () => {
  const best = { learningRate: 0.003, dropout: 0.001, batch: 32, hidden: '8', epochs: 20 };
  expect(edgeNotes({ space }, best)).toEqual([]);
});
