import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { interpreting } from '../../../test/interpreting.js';
import { ProgramError } from '../../errors.js';
import { version } from '../../version.js';
import { mul } from '../expression.js';
import { trace } from '../trace.js';
import { execute } from './execute.js';
import { findBackend, isFused, registerBackend, unregisterBackend } from './registry.js';

const key = Symbol.for('nadir.backends');
const shared = globalThis as { [key]?: object };
const double = trace({ name: 'double', tensors: ['x'] }, ({ x }) => ({ x: mul(x, 2) }));
const run = () => {
  tf.tidy(() => execute(double, { tensors: { x: tf.tensor1d([1]) } }));
};

beforeEach(async () => {
  delete shared[key];
  await tf.setBackend('cpu');
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('registerBackend', () => {
  test('is what findBackend finds, for the current backend unless another is named', () => {
    expect(findBackend()).toBeUndefined();
    const { backend } = interpreting();
    registerBackend(backend);
    expect(findBackend()).toBe(backend);
    expect(findBackend('cpu')).toBe(backend);
    expect(findBackend('wasm')).toBeUndefined();
    const { backend: other } = interpreting();
    registerBackend(other);
    expect(findBackend()).toBe(other);
  });

  test('is undone by unregisterBackend, which ignores names it does not know', () => {
    registerBackend(interpreting().backend);
    unregisterBackend('nothing of the kind');
    expect(findBackend()).toBeDefined();
    unregisterBackend('cpu');
    expect(findBackend()).toBeUndefined();
  });

  test('makes programs of that backend fused, which isFused tells', () => {
    expect(isFused()).toBe(false);
    registerBackend(interpreting().backend);
    expect([isFused(), isFused('cpu'), isFused('wasm')]).toEqual([true, true, false]);
  });
});

test('another version of the package shares adapters where its protocol is the same', () => {
  const { backend } = interpreting();
  registerBackend(backend);
  // What the other version would have made, had it been first.
  shared[key] = { ...shared[key], version: '0.0.7' };
  expect(findBackend()).toBe(backend);
});

test('a version with another protocol is refused, with what to do', () => {
  const { backend } = interpreting();
  registerBackend(backend);
  shared[key] = { ...shared[key], protocol: 0, version: '0.0.7' };
  const message =
    `@nadir/core ${version}: got a second copy of @nadir/core in this process, version 0.0.7 with ` +
    'adapter protocol 0, expected protocol 1. Install one version of all @nadir packages: ' +
    '`npm ls @nadir/core` lists them.';
  for (const use of [() => registerBackend(backend), () => findBackend(), () => isFused(), run]) {
    expect(use).toThrow(new ProgramError(message));
  }
});

describe('where no adapter is registered, a hint', () => {
  const warnings = () => vi.spyOn(console, 'warn').mockImplementation(() => {});

  test('names once the package to install and the line to write', () => {
    const warn = warnings();
    run();
    run();
    expect(warn.mock.calls).toEqual([
      [
        'Nadir runs on ordinary ops of the backend "cpu", which is slower than fused kernels. ' +
          'Run `npm install @nadir/backend-cpu` and add ' +
          "`import { register } from '@nadir/backend-cpu'; register();`, " +
          'or call `tf.enableProdMode()` to hide this.',
      ],
    ]);
  });

  test('is not given with an adapter, nor in the production mode of TensorFlow.js', () => {
    const warn = warnings();
    const production = tf.env().getBool('PROD');
    tf.env().set('PROD', true);
    run();
    tf.env().set('PROD', production);
    delete shared[key];
    registerBackend(interpreting().backend);
    run();
    expect(warn).not.toHaveBeenCalled();
  });
});
