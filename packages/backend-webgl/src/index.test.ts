import { findBackend } from '@nadir/core';
import '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { register } from './index.js';

test('register says what is missing where there is no browser', () => {
  expect(() => register()).toThrow(
    expect.objectContaining({
      code: 'NADIR_PROGRAM',
      message: expect.stringContaining('got no TensorFlow.js backend `webgl`, expected one.'),
    }),
  );
  expect(findBackend('webgl')).toBeUndefined();
});
