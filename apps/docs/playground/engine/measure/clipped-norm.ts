import { chain, defineTransform, RuleInterpreter, type Transform } from '@nadir/core';
import type { Variable } from '@tensorflow/tfjs-core';

/** A rule that puts gradients in the place of parameters. */
const keepGradient = defineTransform({
  name: 'keepGradient',
  defaults: {},
  update: ({ grad }) => ({ param: grad as never }),
});

/** The norm of all gradients after a clipping transform: what Nadir makes of them, interpreted in float64. */
export function clippedNorm(
  clip: Transform,
  parameters: readonly (readonly [string, Variable])[],
  gradients: Float32Array,
): number {
  let at = 0;
  const parts = parameters.map(([, { shape, size }]) => {
    const values = gradients.subarray(at, at + size);
    at += size;
    return { shape, values };
  });
  const interpreter = new RuleInterpreter(chain('Clipped', clip, keepGradient), parts, 'float64');
  interpreter.step(
    parts.map(({ values }) => values),
    () => ({}),
  );
  let sum = 0;
  for (const { param } of interpreter.parameters) for (const g of param) sum += g * g;
  return Math.sqrt(sum);
}
