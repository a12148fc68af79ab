import { Encoder } from '@nadir/train/tables';
import { expect, test } from 'vitest';
import { playgroundLink } from '../../cli/src/commands/play/link.js';
import type { RunConfig } from '../../cli/src/run/config.js';
import { decode } from '../playground/state/url/decode.js';

const config: RunConfig = {
  format: 'nadir-run',
  version: 2,
  problem: 'spirals',
  optimizer: { name: 'lion', options: { learningRate: 2e-4, beta1: 0.95 } },
  schedule: 'cosine',
  l1: 0.01,
  l2: 0,
  model: 'mlp',
  dropout: 0.1,
  hidden: [64, 12],
  epochs: 100,
  batch: 20,
  patience: 5,
  seed: 7,
  backend: 'cpu',
  examples: { train: 400, validation: 40, test: 60 },
  encoder: new Encoder({
    features: [],
    target: { column: 'class', task: 'classification', from: 'text', classes: ['upper', 'lower'] },
    weight: null,
  }),
};

test('the playground opens with the settings of a run that nadir play links to', () => {
  const { state, notices } = decode(new URL(playgroundLink(config)).hash.slice(1));
  expect(state).toMatchObject({
    task: {
      kind: 'network',
      data: 'spirals',
      examples: 500,
      layers: [
        { units: 16, dropout: 0.1 },
        { units: 12, dropout: 0.1 },
      ],
      activation: 'relu',
      batch: 20,
    },
    race: { seed: 7, steps: 2000 },
  });
  expect(state.contenders).toHaveLength(1);
  expect(state.contenders[0]).toMatchObject({
    optimizer: 'lion',
    options: { learningRate: 2e-4, beta1: 0.95 },
    schedule: { name: 'cosine' },
    l1: 0.01,
  });
  // The one thing that the playground cannot draw is told: a layer of 64 units.
  expect(notices.map(({ at, got, used }) => ({ at, got, used }))).toEqual([
    { at: 'layers', got: '64', used: '16' },
  ]);
});
