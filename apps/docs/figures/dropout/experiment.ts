import { RandomStreams } from '@nadir/core';
import { crossEntropy } from '@nadir/nn';
import { Adam } from '@nadir/optim';
import { type ClassificationDataset, xor } from '@nadir/problems';
import {
  argMax,
  dispose,
  equal,
  mean,
  mul,
  slice,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
  tile,
} from '@tensorflow/tfjs-core';
import {
  type Accuracy,
  type Frame,
  hiddenUnits,
  masks,
  type Probe,
  type Settings,
} from './model.js';
import { Network } from './network.js';

/**
 * Trains a network with dropout on XOR, in full batches by Adam, and gives each step. It needs a
 * backend of TensorFlow.js with gradients. The same settings give the same run.
 */
export function* train({ p }: Settings): Generator<Frame, void> {
  const data = xor({ examples: 160, testShare: 0.5 });
  const [x, labels] = tensorsOf(data.train);
  const [testX, testLabels] = tensorsOf(data.test);
  const network = new Network(hiddenUnits, p, new RandomStreams(3));
  const optimizer = new Adam(network, { learningRate: 0.05 });
  try {
    for (;;) {
      let units: Pick<Probe, 'hidden' | 'dropped'> = { hidden: [], dropped: [] };
      const loss = () => {
        const hidden = network.hidden(x);
        const dropped = network.dropout.forward(hidden);
        units = { hidden: firstRow(hidden), dropped: firstRow(dropped) };
        return crossEntropy(network.outer.forward(dropped), labels);
      };
      network.train();
      optimizer.step(loss).dispose();
      yield {
        accuracy: accuracyOf(network, testX, testLabels),
        probe: { ...units, ...weightsOf(network), ...outputsOf(network, x) },
      };
    }
  } finally {
    optimizer.dispose();
    network.dispose();
    dispose([x, labels, testX, testLabels]);
  }
}

/** Accuracy on a set, with `eval()` and without. */
function accuracyOf(network: Network, x: Tensor, labels: Tensor): Accuracy {
  const share = () =>
    tidy(() => {
      const right = equal(argMax(network.forward(x), 1), labels);
      return rounded(mean(right.toFloat()).dataSync()[0] as number);
    });
  network.train();
  const forgotten = share();
  network.eval();
  return { evaluated: share(), forgotten };
}

/** The first output for the first example, in evaluation and under many masks. */
function outputsOf(network: Network, x: Tensor): Pick<Probe, 'output' | 'outputs' | 'undivided'> {
  return tidy(() => {
    const hidden = network.hidden(slice(x, [0, 0], [1, 2]));
    network.eval();
    const [output = Number.NaN] = firstRow(network.outer.forward(network.dropout.forward(hidden)));
    network.train();
    const dropped = network.dropout.forward(tile(hidden, [masks, 1]));
    const firsts = (values: Tensor) =>
      (network.outer.forward(values).arraySync() as number[][]).map(([first = 0]) =>
        rounded(first),
      );
    return {
      output,
      outputs: firsts(dropped),
      undivided: firsts(mul(dropped, 1 - network.dropout.p)),
    };
  });
}

const weightsOf = ({ inner, outer }: Network): Pick<Probe, 'inner' | 'outer'> => ({
  inner: (inner.weight.arraySync() as number[][]).map((row) => row.map(rounded)),
  outer: (outer.weight.arraySync() as number[][]).map((row) => row.map(rounded)),
});

const tensorsOf = ({ examples, featureCount, features, labels }: ClassificationDataset) =>
  [tensor2d(features, [examples, featureCount]), tensor1d(labels, 'int32')] as const;

const firstRow = (x: Tensor): number[] => ((x.arraySync() as number[][])[0] ?? []).map(rounded);

/** Four digits, which every engine agrees on. */
const rounded = (value: number): number => Number(value.toPrecision(4));
