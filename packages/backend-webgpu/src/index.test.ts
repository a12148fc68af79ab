import { findBackend } from '@nadir/core';
import { KernelBackend, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { expect, onTestFinished, test } from 'vitest';
import { register } from './index.js';

test('where there is no webgpu backend, register says what to do and registers nothing', () => {
  expect(register).toThrow(/got no TensorFlow\.js backend webgpu.*Import/);
  expect(findBackend('webgpu')).toBeUndefined();
});

test('a backend with other insides is refused by the names that it lacks', () => {
  class Strange extends KernelBackend {
    readonly tensorMap = new Map();
    override refCount = () => 1;
    override dispose() {}
  }
  registerBackend('webgpu', () => new Strange());
  onTestFinished(() => removeBackend('webgpu'));
  expect(register).toThrow(/without makeTensorInfo, uploadToGPU, .*commandEncoder/);
  expect(register).toThrow(expect.objectContaining({ code: 'NADIR_PROGRAM' }));
  expect(findBackend('webgpu')).toBeUndefined();
});
