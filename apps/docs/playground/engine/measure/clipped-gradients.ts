import { chain, defineTransform, RuleInterpreter, type Transform } from '@nadir/core';
import type { Variable } from '@tensorflow/tfjs-core';

/** A rule that puts gradients in the place of parameters. */
const keepGradient = defineTransform({
  name: 'keepGradient',
  defaults: {},
  update: ({ grad }) => ({ param: grad as never }),
});

/** All gradients after a clipping transform: what Nadir makes of them, interpreted in float64. */
export function clippedGradients(
  clip: Transform,
  parameters: readonly (readonly [string, Variable])[],
  gradients: Float32Array,
): Float32Array {
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
  return Float32Array.from(interpreter.parameters.flatMap(({ param }) => Array.from(param)));
}
