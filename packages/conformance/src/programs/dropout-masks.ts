import { RandomStreams } from '@nadir/core';
import { Dropout } from '@nadir/nn';
import {
  getBackend,
  getKernel,
  grad,
  memory,
  ones,
  profile,
  type Tensor,
  tensor,
  valueAndGrad,
} from '@tensorflow/tfjs-core';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { sizeOf } from '../numbers.js';
import { read } from '../run.js';
import { type RecordedCall, type RecordedLayer, recordedLayers } from './recorded-masks.js';

/** Dropout keeps what was recorded from JAX, to the bit, on every backend and whatever its tolerance. */
export const drawsDropoutMasks: ProgramLaw = (it, { fused }) => {
  for (const recorded of recordedLayers) {
    const { seed, stream, p, firstStep, calls } = recorded;

    it(`dropout masks of JAX: seed ${seed}, stream ${stream}, step ${firstStep}, p ${p}`, async () => {
      const [alone, differentiated] = [layerOf(recorded), layerOf(recorded)];
      for (const [i, call] of calls.entries()) {
        const shape = [...call.shape];
        const what = `call ${i} of [${shape}]`;
        const expected = Float32Array.from(maskOf(call), (kept) => (kept ? 1 / (1 - p) : 0));
        expectEqual(await read(alone.forward(ones(shape))), expected, what);

        // Powers of two, which scale without rounding in any arithmetic.
        const dy = Float32Array.from(expected, (_, element) => (-2) ** (element % 5));
        const forward = (x: Tensor) => differentiated.forward(x);
        const { value, grad: dx } = valueAndGrad(forward)(ones(shape), tensor(dy, shape));
        expectEqual(await read(value), expected, `${what} with a gradient`);
        const product = dy.map((factor, element) => factor * (expected[element] as number) || 0);
        expectEqual(await read(dx), product, `gradient of ${what}`);
      }
    });
  }

  if (!fused) return;
  it('dropout is one kernel, forward and backward, and makes nothing but its result', async () => {
    const dropout = new Dropout(0.5, { random: new RandomStreams(1) });
    const shape = [257, 257];
    const [x, dy] = [ones(shape), ones(shape)];
    const bytes = 4 * sizeOf(shape);
    const kernel = { name: 'Nadir.Dropout', inputShapes: [shape], outputShapes: [shape] };

    const { numBytes } = memory();
    const forward = await profile(() => dropout.forward(x));
    expect(kernelsOf(forward)).toEqual([kernel]);
    expect(forward).toMatchObject({ newTensors: 1, newBytes: bytes, peakBytes: numBytes + bytes });

    // The result from before is still there; y and its gradient come on top.
    const both = await profile(() => grad((x: Tensor) => dropout.forward(x))(x, dy));
    expect(kernelsOf(both)).toEqual([kernel, kernel]);
    expect(both).toMatchObject({ newTensors: 1, newBytes: bytes, peakBytes: numBytes + 3 * bytes });
  });
};

/** What ran of the kernels of the backend; a profile has its scopes beside them. */
function kernelsOf({ kernels }: Awaited<ReturnType<typeof profile>>) {
  return kernels
    .filter(({ name }) => getKernel(name, getBackend()) !== undefined)
    .map(({ name, inputShapes, outputShapes }) => ({ name, inputShapes, outputShapes }));
}

function layerOf({ seed, stream, p, firstStep }: RecordedLayer): Dropout {
  const random = new RandomStreams(seed);
  for (let others = 0; others < stream; others++) random.next();
  const layer = new Dropout(p, { random });
  layer.step.value = firstStep;
  return layer;
}

/** Whether each element is kept. */
function maskOf({ shape, kept }: RecordedCall): boolean[] {
  const bytes = atob(kept.replaceAll('\n', ''));
  return Array.from(
    { length: sizeOf(shape) },
    (_, i) => ((bytes.charCodeAt(i >> 3) >> (i & 7)) & 1) === 1,
  );
}
