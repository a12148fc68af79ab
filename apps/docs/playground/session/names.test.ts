import { expect, test } from 'vitest';
import { contenderOf } from '../state/contender.js';
import { namesOf } from './names.js';

test('different optimizers are called by their classes', () => {
  expect(namesOf([contenderOf('sgd'), contenderOf('adamw', { beta1: 0.8 })])).toEqual([
    'SGD',
    'AdamW',
  ]);
});

test('the same optimizer twice is called by what differs from its defaults', () => {
  const momentum = contenderOf('sgd', { momentum: 0.9 });
  const nesterov = contenderOf('sgd', { momentum: 0.9, nesterov: true });
  expect(namesOf([contenderOf('sgd'), momentum, nesterov])).toEqual([
    'SGD',
    'SGD μ 0.9',
    'SGD μ 0.9 nesterov',
  ]);
  expect(namesOf([contenderOf('sgd'), { ...contenderOf('sgd'), l2: 0.1 }])).toEqual([
    'SGD',
    'SGD L2 0.1',
  ]);
});

test('what all of them have is not in their names', () => {
  const warm = { ...contenderOf('adam').schedule, warmup: 0.1 };
  const first = contenderOf('adam', { learningRate: 0.05 });
  expect(namesOf([first, { ...first, schedule: warm }])).toEqual(['Adam', 'Adam warm-up 0.1']);
});

test('copies that nothing tells apart have the same name', () => {
  expect(namesOf([contenderOf('adam'), contenderOf('adam')])).toEqual(['Adam', 'Adam']);
});
