import { TensorError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { engine, grad, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Operations whose gradients TensorFlow.js cannot differentiate, though it does not say so: they are
 * computed from the result of the operation, and what depends on that is left out.
 */
const oneWay = new Set(['Elu', 'Exp', 'logSoftmax', 'LRN', 'Sigmoid', 'Softmax', 'Tanh']);

/**
 * The gradient of a function of examples with respect to them, `[batch, rest]`, which can be
 * differentiated again.
 *
 * @throws {@link TensorError} when it is to be differentiated again, and that would be wrong.
 */
export function inputGradient(where: string, critic: (x: Tensor) => Tensor, x: Tensor): Tensor {
  if (x?.dtype !== 'float32' || x.rank === 0 || x.size === 0) {
    const got = x?.dtype === undefined ? describe(x) : `${x.dtype} [${x.shape}]`;
    throw new TensorError(`${where}: got inputs ${got}, expected float32 [batch, …], not empty.`);
  }
  const { state } = engine();
  const isDifferentiated = state.gradientDepth > 0;
  const slopes = grad((input) => {
    const before = state.activeTape.length;
    const y = sum(critic(input));
    // An op with a gradient of its own has the name of its scope.
    const ops = state.activeTape
      .slice(before)
      .map(({ kernelName }) => kernelName.replace('__op', ''));
    const bad = isDifferentiated ? ops.find((op) => oneWay.has(op)) : undefined;
    if (bad === undefined) return y;
    throw new TensorError(
      `${where}: got a function with the op ${bad}, expected ops whose gradients TensorFlow.js can ` +
        'differentiate, such as relu, leakyRelu and softplus.',
    );
  })(x);
  return reshape(slopes, [x.shape[0] as number, -1]);
}
