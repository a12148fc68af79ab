import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { cosine } from '@nadir/optim/schedules';
import { digits } from '@nadir/problems';
import * as tf from '@tensorflow/tfjs';

const { train } = digits();
const images = tf.tensor2d(train.features, [train.examples, train.featureCount]);
const labels = tf.tensor1d(train.labels, 'int32');
const model = new Sequential(new Linear(64, 32), new ReLU(), new Linear(32, 10));
const optimizer = new AdamW(model, { learningRate: cosine({ from: 0.02, steps: 40 }) });
const step = () => optimizer.step(() => crossEntropy(model.forward(images), labels));
const losses = Array.from({ length: 40 }, step).map((loss) => loss.dataSync()[0] as number);
console.log((losses.at(-1) as number) < 0.2);

// Prints:
//   true
