import { capture, RandomStreams } from '@nadir/core';
import { BatchNorm, crossEntropy, Dropout, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW, SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const inputs = (size = 8, seed = 1) => tf.randomUniform([size, 6], -1, 1, 'float32', seed);
const labels = (size = 8) =>
  tf.oneHot(
    tf.tensor1d(
      Array.from({ length: size }, (_, i) => i % 3),
      'int32',
    ),
    3,
    1,
    0,
    'float32',
  );

function start() {
  const random = new RandomStreams(5);
  const model = new Sequential(
    new Linear(6, 8, { random }),
    new ReLU(),
    new Dropout(0.3, { random }),
    new BatchNorm(8),
    new Linear(8, 3, { random }),
  );
  const optimizer = new AdamW(model, { learningRate: 0.01 });
  const step = (x: tf.Tensor, y: tf.Tensor) =>
    optimizer.step(() => crossEntropy(model.forward(x), y) as tf.Scalar);
  const state = () =>
    Object.entries(model.stateDict()).map(([name, one]) => [name, [...one.dataSync()]]);
  return { model, optimizer, step, captured: capture(step), state };
}

const number = (loss: tf.Tensor): number => {
  const [value] = loss.dataSync();
  loss.dispose();
  return value as number;
};

describe('a captured step', () => {
  it('has the losses and leaves the state of the step itself, to the bit', () => {
    const [plain, replayed] = [start(), start()];
    for (let i = 0; i < 12; i++) {
      const x = inputs(8, i);
      expect(number(replayed.captured(x, labels()))).toBe(number(plain.step(x, labels())));
    }
    expect(replayed.state()).toEqual(plain.state());
    expect(replayed.optimizer.iterations).toBe(12);
    expect(replayed.captured.plans).toHaveLength(1);
  });

  it('has a plan for each shape, the newest of which are kept', () => {
    const { step, state } = start();
    const other = start();
    const captured = capture(other.step, { plans: 2 });
    for (let round = 0; round < 5; round++) {
      for (const size of [8, 4, 6]) {
        step(inputs(size), labels(size)).dispose();
        captured(inputs(size), labels(size)).dispose();
      }
      for (let i = 0; i < 3; i++) {
        step(inputs(), labels()).dispose();
        captured(inputs(), labels()).dispose();
      }
    }
    expect(other.state()).toEqual(state());
    expect(captured.plans.length).toBeLessThanOrEqual(2);
  });

  it('follows train() and eval(), frozen parameters and changed options', () => {
    const [plain, replayed] = [start(), start()];
    const both = [
      { ...plain, run: plain.step },
      { ...replayed, run: replayed.captured },
    ];
    const losses = both.map(({ model, optimizer, run }) => {
      const seen: number[] = [];
      const some = () => {
        for (let i = 0; i < 5; i++) seen.push(number(run(inputs(), labels())));
      };
      some();
      model.eval();
      some();
      model.train();
      some();
      model.children()[0]?.requiresGrad(false);
      some();
      model.children()[0]?.requiresGrad(true);
      optimizer.setOptions({ learningRate: (t) => 0.1 / t, weightDecay: 0.5 });
      some();
      return seen;
    });
    expect(losses[1]).toEqual(losses[0]);
    expect(replayed.state()).toEqual(plain.state());
    expect(replayed.captured.plans).toHaveLength(3);
  });

  it('goes on from a state that is loaded', () => {
    const [plain, replayed] = [start(), start()];
    for (let i = 0; i < 6; i++) replayed.captured(inputs(), labels()).dispose();
    replayed.model.loadStateDict(plain.model.stateDict());
    replayed.optimizer.loadStateDict(plain.optimizer.stateDict());
    for (let i = 0; i < 6; i++) {
      expect(number(replayed.captured(inputs(), labels()))).toBe(
        number(plain.step(inputs(), labels())),
      );
    }
  });

  it('leaves no tensor behind, and gives back all that plans hold', () => {
    const { captured } = start();
    const [x, y] = [inputs(), labels()];
    for (let i = 0; i < 4; i++) captured(x, y).dispose();
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    for (let i = 0; i < 500; i++) captured(x, y).dispose();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    captured.dispose();
    const { numDataBuffers: left } = tf.memory();
    expect(left).toBeLessThan(numDataBuffers);
    captured(x, y).dispose();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers: left });
  });

  it('leaves everything as it was where a replay throws', () => {
    const { model, optimizer, captured, state } = start();
    for (let i = 0; i < 4; i++) captured(inputs(), labels()).dispose();
    const [x, y] = [inputs(), labels()];
    let isBroken = false;
    optimizer.setOptions({
      learningRate: () => {
        if (isBroken) throw new Error('no rate');
        return 0.1;
      },
    });
    const before = [state(), optimizer.iterations];
    const { numTensors, numDataBuffers } = tf.memory();
    isBroken = true;
    expect(() => captured(x, y)).toThrow('no rate');
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    expect([state(), optimizer.iterations]).toEqual(before);
    expect(model.training).toBe(true);
  });

  it('returns what the step returns: tensors in lists and objects, inputs and variables', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = new SGD([w], { learningRate: 1 });
    const step = capture((x: tf.Tensor) => {
      const y = tf.mul(x, w);
      optimizer.step(() => tf.sum(tf.mul(w, x)) as tf.Scalar).dispose();
      return { y, both: [x, w, tf.reshape(y, [2, 1])] };
    });
    for (let i = 1; i < 6; i++) {
      const x = tf.tensor1d([i, 0]);
      const was = [...w.dataSync()] as [number, number];
      const { y, both } = step(x);
      expect([...y.dataSync()]).toEqual([was[0] * i, 0]);
      expect(both.map((one) => [...one.dataSync()])).toEqual([
        [i, 0],
        [was[0] - i, 2],
        [was[0] * i, 0],
      ]);
      expect(both[2]?.shape).toEqual([2, 1]);
    }
  });

  it('sees variables that the step assigns to, and those that others assign to between calls', () => {
    const [online, target] = [tf.variable(tf.tensor1d([1, 2])), tf.variable(tf.tensor1d([0, 0]))];
    const step = capture((x: tf.Tensor) =>
      tf.tidy(() => {
        online.assign(tf.add(online, x));
        target.assign(tf.add(tf.mul(target, 0.5), tf.mul(online, 0.5)));
        return tf.sum(target) as tf.Scalar;
      }),
    );
    let [o, t] = [3, 0];
    for (let i = 0; i < 8; i++) {
      if (i === 5) {
        online.assign(tf.tensor1d([10, 10]));
        o = 20;
      }
      o += 2;
      t = 0.5 * t + 0.5 * o;
      expect(number(step(tf.tensor1d([1, 1])))).toBe(t);
    }
  });
});
