import { capture, print } from '@nadir/core';
import { crossEntropy, Dropout, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs';

const model = new Sequential(new Linear(2, 16), new ReLU(), new Dropout(0.1), new Linear(16, 2));
const optimizer = new AdamW(model, { learningRate: 0.005 });

const step = capture((points: Tensor, classes: Tensor) =>
  optimizer.step(() => crossEntropy(model.forward(points), classes)),
);

const points = tensor2d([
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
]);
const classes = tensor1d([1, 0, 1, 0], 'int32');
for (let k = 0; k < 200; k++) {
  const loss = step(points, classes);
  if (k % 50 === 49) console.log(k + 1, (await loss.data())[0]?.toFixed(3));
  loss.dispose();
}

const [plan] = step.plans;
console.log(plan && print(plan).split('\n')[0]);

// Prints:
//   50 0.281
//   100 0.086
//   150 0.083
//   200 0.008
//   plan on cpu: 37 launches, 2856 bytes made, 940 at most at a time
