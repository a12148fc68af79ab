import { Encoder } from '@nadir/train/tables';
import { expect, test } from 'vitest';
import type { RunConfig } from '../../run/config.js';
import { playgroundLink } from './link.js';

const config: RunConfig = {
  format: 'nadir-run',
  version: 2,
  problem: 'moons',
  optimizer: { name: 'sgd', options: { learningRate: 0.05, momentum: 0.9, nesterov: true } },
  schedule: 'warmup-cosine',
  l1: 0,
  l2: 0.001,
  model: 'mlp',
  dropout: 0.2,
  hidden: [16, 8],
  epochs: 10,
  batch: 32,
  patience: 5,
  seed: 3,
  backend: 'cpu',
  examples: { train: 400, validation: 40, test: 60 },
  encoder: new Encoder({
    features: [],
    target: { column: 'class', task: 'classification', from: 'text', classes: ['upper', 'lower'] },
    weight: null,
  }),
};

test('the link has the problem, the network and the optimizer of a run', () => {
  const { hash } = new URL(playgroundLink(config));
  expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toEqual({
    v: '1',
    task: 'network',
    data: 'moons',
    examples: '500',
    layers: '16x0.2,8x0.2',
    activation: 'relu',
    batch: '32',
    c: 'sgd;learningRate:0.05;momentum:0.9;nesterov:1;!schedule:cosine;!warmup:0.1;!l2:0.001',
    seed: '3',
    // 400 examples in batches of 32 are 13 steps an epoch.
    steps: '130',
  });
});
