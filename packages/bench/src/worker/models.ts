import {
  add,
  cast,
  conv2d,
  gather,
  linalg,
  losses,
  matMul,
  maxPool,
  mean,
  mul,
  oneHot,
  ones,
  relu,
  reshape,
  rsqrt,
  type Scalar,
  softmax,
  split,
  square,
  sub,
  type Tensor,
  type Tensor4D,
  tensor,
  tidy,
  transpose,
} from '@tensorflow/tfjs';
import { convolutional, perceptron, transformer } from '../tasks/training.js';
import { inputValues, integerValues } from '../tasks/values.js';

/** A model on one batch. */
export interface Model {
  /** The mean cross-entropy of the batch. */
  loss(parameters: readonly Tensor[]): Scalar;
  /** What it holds besides the parameters. */
  readonly held: readonly Tensor[];
}

/** The models by the names of their tasks. Each makes its batch on the current backend. */
export const models: Readonly<Record<string, () => Model>> = {
  mlp() {
    const { batch, inputs, hidden: _, classes } = perceptron;
    const x = tensor(inputValues([batch, inputs]), [batch, inputs]);
    const wanted = labels(batch, classes);
    return {
      held: [x, wanted],
      loss([w1, b1, w2, b2]) {
        const h = relu(dense(x, w1, b1));
        return crossEntropy(wanted, dense(h, w2, b2));
      },
    };
  },

  cnn() {
    const { batch, side, classes } = convolutional;
    const x = tensor(inputValues([batch, side, side, 1]), [batch, side, side, 1]) as Tensor4D;
    const wanted = labels(batch, classes);
    const block = (x: Tensor4D, w: Tensor, b: Tensor): Tensor4D =>
      maxPool(relu(add(conv2d(x, w as Tensor4D, 1, 'same'), b)) as Tensor4D, 2, 2, 'valid');
    return {
      held: [x, wanted],
      loss([w1, b1, w2, b2, w3, b3]) {
        const features = block(block(x, w1 as Tensor, b1 as Tensor), w2 as Tensor, b2 as Tensor);
        return crossEntropy(wanted, dense(reshape(features, [batch, -1]), w3, b3));
      },
    };
  },

  transformer() {
    const { batch, length, width, heads, tokens } = transformer;
    const text = integerValues(batch * length, tokens, 1);
    const x = tensor(text, [batch * length], 'int32');
    const wanted = labels(batch * length, tokens);
    // A token sees itself and what came before it.
    const mask = tidy(() => mul(sub(linalg.bandPart(ones([length, length]), -1, 0), 1), 1e9));
    const byHead = (t: Tensor) => {
      const divided = reshape(t, [batch, length, heads, width / heads]);
      return transpose(divided, [0, 2, 1, 3]);
    };
    const attend = (t: Tensor) => {
      const [q, k, v] = (split(t, 3, 1) as Tensor[]).map(byHead) as [Tensor, Tensor, Tensor];
      const scores = mul(matMul(q, k, false, true), Math.sqrt(heads / width));
      const mixed = matMul(softmax(add(scores, mask)), v);
      return reshape(transpose(mixed, [0, 2, 1, 3]), [batch * length, width]);
    };
    return {
      held: [x, wanted, mask],
      loss(parameters) {
        const [embedding, position, g1, s1, wQkv, bQkv, wOut, bOut, ...rest] = parameters;
        const [g2, s2, w1, b1, w2, b2, wHead, bHead] = rest;
        const words = reshape(gather(embedding as Tensor, x), [batch, length, width]);
        let h = reshape(add(words, position as Tensor), [batch * length, width]);
        const attended = attend(dense(normalize(h, g1, s1), wQkv, bQkv));
        h = add(h, dense(attended, wOut, bOut));
        const inner = relu(dense(normalize(h, g2, s2), w1, b1));
        h = add(h, dense(inner, w2, b2));
        return crossEntropy(wanted, dense(h, wHead, bHead));
      },
    };
  },
};

const labels = (count: number, classes: number): Tensor =>
  tidy(() => {
    const integers = tensor(integerValues(count, classes, 7), [count], 'int32');
    return cast(oneHot(integers, classes), 'float32');
  });

const dense = (x: Tensor, w: Tensor | undefined, b: Tensor | undefined): Tensor =>
  add(matMul(x, w as Tensor), b as Tensor);

/** Normalizes rows; gains are stored less 1. */
function normalize(x: Tensor, gain: Tensor | undefined, shift: Tensor | undefined): Tensor {
  const centred = sub(x, mean(x, 1, true));
  const variance = mean(square(centred), 1, true);
  const normal = mul(centred, rsqrt(add(variance, 1e-5)));
  return add(mul(normal, add(gain as Tensor, 1)), shift as Tensor);
}

const crossEntropy = (wanted: Tensor, logits: Tensor): Scalar =>
  losses.softmaxCrossEntropy(wanted, logits) as Scalar;
