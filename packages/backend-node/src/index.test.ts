import { findBackend } from '@nadir/core';
import '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { register } from './index.js';

it('says what to install where there is no tfjs-node, and registers nothing', () => {
  expect(() => register()).toThrowError(/npm install @tensorflow\/tfjs-node/);
  expect(findBackend('tensorflow')).toBeUndefined();
});
