import type { Module } from '@nadir/core';
import { BatchNorm, LayerNorm } from '@nadir/nn';
import {
  dispose,
  keep,
  memory,
  mul,
  sum,
  type Tensor,
  tensor,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { sizeOf } from '../numbers.js';
import { read, readAll } from '../run.js';
import { type RecordedNorm, recordedNorms } from './recorded-norms.js';

/** Sums and roots of float32 by ops of TensorFlow.js, whatever the tolerance of programs. */
const tolerance = { relative: 2e-5, absolute: 2e-5 };

/** BatchNorm and LayerNorm make of a batch what was recorded from PyTorch, with its gradients. */
export const normalizesBatches: ProgramLaw = (it) => {
  for (const recorded of recordedNorms) {
    it(`${recorded.kind} of PyTorch: ${recorded.name}`, async () => {
      const layer = layerOf(recorded);
      for (const [k, { y, dx, dGamma, dBeta }] of recorded.batches.entries()) {
        const x = tensor(batch(k, recorded.shape), [...recorded.shape]).variable();
        const dy = tensor(gradient(k, recorded.shape), [...recorded.shape]);
        const { numTensors } = memory();
        const made: Tensor[] = [];
        const { value, grads } = variableGrads(() => {
          const result = layer.forward(x);
          made.push(keep(result.clone()));
          return sum(mul(result, dy)).asScalar();
        }, [x, ...layer.parameters()]);
        expectEqual(await read(made[0] as Tensor), y, `result for batch ${k}`, tolerance);
        const gradients = await readAll(grads);
        const wanted: [Variable | undefined, string, readonly number[] | undefined][] = [
          [x, 'dx', dx],
          [layer.gamma, 'dGamma', dGamma],
          [layer.beta, 'dBeta', dBeta],
        ];
        for (const [variable, what, expected] of wanted) {
          if (variable === undefined) continue;
          const gradient = gradients[variable.name] as Float32Array;
          expectEqual(gradient, expected ?? [], `${what} of batch ${k}`, tolerance);
        }
        dispose([value, grads, made] as never);
        expect(memory().numTensors, 'tensors left by a batch').toBe(numTensors);
      }
      const { shape, batches, evaluated } = recorded;
      const next = tensor(batch(batches.length, shape), [...shape]);
      expectEqual(await read(layer.eval().forward(next)), evaluated, 'in evaluation', tolerance);
      await expectStatistics(layer, recorded);
    });
  }
};

async function expectStatistics(layer: Module, recorded: RecordedNorm): Promise<void> {
  const { runningMean: mean, runningVariance: variance, batches } = recorded;
  if (!(layer instanceof BatchNorm) || mean === undefined || variance === undefined) return;
  expectEqual(await read(layer.runningMean as Tensor), mean, 'running mean', tolerance);
  expectEqual(await read(layer.runningVariance as Tensor), variance, 'running variance', tolerance);
  expect(layer.batches?.value).toBe(batches.length);
}

function layerOf({ kind, options, shape }: RecordedNorm): BatchNorm | LayerNorm {
  const features = shape.at(-1) as number;
  const layer =
    kind === 'BatchNorm' ? new BatchNorm(features, options) : new LayerNorm(features, options);
  const indices = Array.from({ length: features }, (_, j) => j);
  layer.gamma?.assign(tensor(indices.map((j) => 1 + Math.sin(j) / 2)));
  layer.beta?.assign(tensor(indices.map((j) => Math.cos(j) / 2)));
  return layer;
}

/** The numbers that golden/record_norms.py takes. */
const batch = (k: number, shape: readonly number[]) =>
  Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => Math.sin(1.3 * k + 0.9 * i) + 0.3 * (i % 2),
  );
const gradient = (k: number, shape: readonly number[]) =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.cos(0.7 * i + k));
