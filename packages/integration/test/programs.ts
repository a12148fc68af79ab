import { meanSquaredError } from '@nadir/nn';
import { Adam, AdamW, SGD } from '@nadir/optim';
import { WeightAverage } from '@nadir/optim/averages';
import * as tf from '@tensorflow/tfjs';

/** A step of a program on tensors, and what it trains. */
export interface Program {
  step(...inputs: tf.Tensor[]): tf.Tensor;
  /** The inputs of step k. */
  inputs(k: number): tf.Tensor[];
  /** What is done beside the steps. */
  between?(k: number): void;
}

const noise = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const initial = (seed: number) => tf.initializers.glorotUniform({ seed });
const weightsOf = (...models: tf.LayersModel[]) =>
  models.flatMap((model) => model.trainableWeights.map((one) => one.read() as tf.Variable));

/** A network of dense layers, a seed for each. */
function network(
  sizes: readonly [number, ...number[]],
  seed: number,
  last?: 'sigmoid',
): tf.Sequential {
  const [inputs, ...units] = sizes;
  const layers = units.map((count, i) => {
    const activation = i < units.length - 1 ? 'relu' : (last ?? 'linear');
    const kernelInitializer = initial(seed + i);
    const place = i === 0 ? { inputShape: [inputs] } : {};
    return tf.layers.dense({ units: count, activation, kernelInitializer, ...place });
  });
  return tf.sequential({ layers });
}

/** Programs as the examples of TensorFlow.js have them. */
export const programs: Readonly<Record<string, () => Program>> = {
  'a perceptron': () => {
    const model = network([4, 8, 3], 1);
    const optimizer = new AdamW(weightsOf(model), { learningRate: 0.01 });
    return {
      step: (x, y) =>
        optimizer.step(() =>
          tf.losses.softmaxCrossEntropy(y as tf.Tensor, model.apply(x as tf.Tensor) as tf.Tensor),
        ),
      inputs: (k) => [
        noise([6, 4], k),
        tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3).toFloat(),
      ],
    };
  },

  'a convolutional network with batch normalization': () => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({
          inputShape: [8, 8, 1],
          filters: 3,
          kernelSize: 3,
          kernelInitializer: initial(1),
          activation: 'relu',
        }),
        tf.layers.batchNormalization(),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 2, kernelInitializer: initial(2) }),
      ],
    });
    const optimizer = new Adam(weightsOf(model), { learningRate: 0.01 });
    return {
      step: (x, y) =>
        optimizer.step(() =>
          tf.losses.softmaxCrossEntropy(
            y as tf.Tensor,
            model.apply(x as tf.Tensor, { training: true }) as tf.Tensor,
          ),
        ),
      inputs: (k) => [
        noise([4, 8, 8, 1], k),
        tf.oneHot(tf.tensor1d([0, 1, 0, 1], 'int32'), 2).toFloat(),
      ],
    };
  },

  'an LSTM on text': () => {
    const model = tf.sequential({
      layers: [
        tf.layers.lstm({
          inputShape: [5, 4],
          units: 6,
          kernelInitializer: initial(1),
          recurrentInitializer: initial(2),
        }),
        tf.layers.dense({ units: 4, kernelInitializer: initial(3) }),
      ],
    });
    const optimizer = new AdamW(weightsOf(model), { learningRate: 0.01 });
    const text = (k: number, length: number) =>
      tf
        .oneHot(
          tf.tensor2d(
            Array.from({ length: 3 * length }, (_, i) => (i * i + k) % 4),
            [3, length],
            'int32',
          ),
          4,
        )
        .toFloat();
    return {
      step: (x, y) =>
        optimizer.step(() =>
          tf.losses.softmaxCrossEntropy(y as tf.Tensor, model.apply(x as tf.Tensor) as tf.Tensor),
        ),
      inputs: (k) => [text(k, 5), tf.reshape(text(k + 1, 1), [3, 4])],
    };
  },

  'a variational autoencoder': () => {
    const encoder = network([6, 8, 4], 1);
    const decoder = network([2, 8, 6], 3, 'sigmoid');
    const optimizer = new Adam(weightsOf(encoder, decoder), { learningRate: 0.01 });
    return {
      step: (x, drawn) =>
        optimizer.step(() => {
          const [mean, logVariance] = tf.split(
            encoder.apply(x as tf.Tensor) as tf.Tensor,
            2,
            1,
          ) as [tf.Tensor, tf.Tensor];
          const code = tf.add(mean, tf.mul(drawn as tf.Tensor, tf.exp(tf.mul(logVariance, 0.5))));
          const apart = tf.sub(
            tf.sub(tf.add(logVariance, 1), tf.square(mean)),
            tf.exp(logVariance),
          );
          const restored = meanSquaredError(decoder.apply(code) as tf.Tensor, x as tf.Tensor);
          return tf.sub(restored, tf.mul(tf.mean(apart), 0.05)) as tf.Scalar;
        }),
      inputs: (k) => [tf.sigmoid(noise([5, 6], k)), noise([5, 2], 100 + k)],
    };
  },

  'Q-learning with a target network': () => {
    const make = () => network([3, 8, 2], 1);
    const [online, target] = [make(), make()];
    const optimizer = new SGD(weightsOf(online), { learningRate: 0.05, momentum: 0.9 });
    const average = new WeightAverage(weightsOf(online), {
      kind: 'ema',
      decay: 0.9,
      start: 'first',
    });
    return {
      step: (state, action, reward, next) => {
        const loss = optimizer.step(() => {
          const best = tf.max(target.apply(next as tf.Tensor) as tf.Tensor, 1);
          const wanted = tf.add(reward as tf.Tensor, tf.mul(best, 0.95));
          const values = tf.sum(
            tf.mul(online.apply(state as tf.Tensor) as tf.Tensor, action as tf.Tensor),
            1,
          );
          return tf.losses.huberLoss(wanted, values) as tf.Scalar;
        });
        average.update();
        average.copyTo(weightsOf(target));
        return loss;
      },
      inputs: (k) => [
        noise([4, 3], k),
        tf.oneHot(tf.tensor1d([0, 1, 1, k % 2], 'int32'), 2).toFloat(),
        noise([4], 50 + k),
        noise([4, 3], 100 + k),
      ],
    };
  },

  attention: () => {
    const [query, key, value, out] = [1, 2, 3, 4].map((seed) =>
      tf.variable(tf.randomNormal([4, 4], 0, 0.5, 'float32', seed)),
    ) as [tf.Variable, tf.Variable, tf.Variable, tf.Variable];
    const optimizer = new AdamW([query, key, value, out], { learningRate: 0.01 });
    return {
      step: (x, y) =>
        optimizer.step(() => {
          const by = (w: tf.Variable) =>
            tf.reshape(tf.matMul(tf.reshape(x as tf.Tensor, [-1, 4]), w), [2, 3, 4]);
          const scores = tf.softmax(tf.mul(tf.matMul(by(query), by(key), false, true), 0.5));
          const mixed = tf.reshape(tf.matMul(scores, by(value)), [-1, 4]);
          return meanSquaredError(tf.matMul(mixed, out), y as tf.Tensor) as tf.Scalar;
        }),
      inputs: (k) => [noise([2, 3, 4], k), noise([6, 4], 100 + k)],
    };
  },

  'a GAN, one optimizer of Nadir and one of TensorFlow.js': () => {
    const generator = network([2, 8, 3], 1);
    const critic = network([3, 8, 1], 3);
    const ofCritic = new AdamW(weightsOf(critic), { learningRate: 0.01, clip: undefined });
    const ofGenerator = tf.train.adam(0.01);
    const score = (x: tf.Tensor) => critic.apply(x) as tf.Tensor;
    const made = (z: tf.Tensor) => generator.apply(z) as tf.Tensor;
    return {
      step: (real, z) => {
        const first = ofCritic.step(
          () =>
            tf.add(
              tf.mean(tf.softplus(tf.neg(score(real as tf.Tensor)))),
              tf.mean(tf.softplus(score(made(z as tf.Tensor)))),
            ) as tf.Scalar,
        );
        const second = ofGenerator.minimize(
          () => tf.mean(tf.softplus(tf.neg(score(made(z as tf.Tensor))))) as tf.Scalar,
          true,
          weightsOf(generator),
        ) as tf.Scalar;
        return tf.stack([first, second]);
      },
      inputs: (k) => [noise([5, 3], k), noise([5, 2], 100 + k)],
    };
  },
};
