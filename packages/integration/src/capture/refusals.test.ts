import { type CapturedStep, capture } from '@nadir/core';
import { Linear, meanSquaredError, Sequential } from '@nadir/nn';
import { SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => vi.restoreAllMocks());

type Loss = (x: tf.Tensor, model: Sequential) => tf.Scalar;

/** A step of a small model whose loss is given, and the weights so far. */
function start(loss: Loss, options = {}) {
  const model = new Sequential(new Linear(2, 3), new Linear(3, 1));
  const optimizer = new SGD(model, { learningRate: 0.1 });
  const step = capture((x: tf.Tensor) => optimizer.step(() => loss(x, model)), options);
  const weights = () => model.parameters().map((one) => [...one.dataSync()]);
  return { step, weights };
}

const x = () =>
  tf.tensor2d([
    [1, 2],
    [3, 5],
    [-1, 0],
  ]);
const squares = (x: tf.Tensor, model: Sequential) =>
  meanSquaredError(model.forward(x), tf.zeros([3, 1])) as tf.Scalar;

/** The error of one of the calls, and whether the weights are what they were before it. */
function failure({
  step,
  weights,
}: {
  step: CapturedStep<[tf.Tensor], tf.Scalar>;
  weights: () => unknown;
}) {
  for (let i = 0; i < 5; i++) {
    const before = weights();
    try {
      step(x()).dispose();
    } catch (error) {
      return {
        call: i + 1,
        message: (error as Error).message,
        moved: before !== weights() && JSON.stringify(before) !== JSON.stringify(weights()),
      };
    }
  }
  return undefined;
}

describe('capture refuses', () => {
  it('a step that reads values on the host, and names the line', () => {
    const found = failure(
      start((x, model) => {
        const loss = squares(x, model);
        if ((loss.dataSync()[0] as number) > 1e9) throw new Error('diverged');
        return loss;
      }),
    );
    expect(found).toMatchObject({ call: 2, moved: false });
    expect(found?.message).toMatch(
      /^capture: got a tensor whose values are read on the host, at .*refusals\.test\.ts:\d+, expected a step that does the same each time\. Return the tensor, and read it outside\./,
    );
  });

  it('a tensor that is made of other values each time, and names the line', () => {
    let beta = 0;
    const found = failure(start((x, model) => tf.mul(squares(x, model), tf.scalar(++beta))));
    expect(found).toMatchObject({ call: 3, moved: false });
    expect(found?.message).toMatch(
      /got a tensor made of other values of the host than the time before, at .*refusals\.test\.ts:\d+.* Pass it as an argument\./,
    );
  });

  it('a number that is another one each time', () => {
    let beta = 0;
    const found = failure(start((x, model) => tf.mul(squares(x, model), ++beta)));
    expect(found).toMatchObject({ call: 3, moved: false });
  });

  it('what the host decides anew each time', () => {
    let calls = 0;
    const found = failure(start((x, model) => squares(calls++ % 2 === 0 ? x : tf.relu(x), model)));
    expect(found).toMatchObject({ call: 3, moved: false });
    expect(found?.message).toContain('where the time before had');
  });

  it('another tensor from outside each time', () => {
    const masks = Array.from({ length: 9 }, () => tf.ones([3, 2]));
    const found = failure(start((x, model) => squares(tf.mul(x, masks.pop() as tf.Tensor), model)));
    expect(found).toMatchObject({ call: 3, moved: false });
    expect(found?.message).toContain('a tensor from outside');
  });

  it('random numbers of TensorFlow.js', () => {
    const found = failure(start((x, model) => squares(tf.add(x, tf.randomNormal([3, 2])), model)));
    expect(found).toMatchObject({ call: 3, moved: false });
  });

  it('kernels whose results have a shape that depends on values', () => {
    const found = failure(
      start((x, model) => {
        tf.unique(tf.reshape(x, [6]));
        return squares(x, model);
      }),
    );
    expect(found).toMatchObject({ call: 2, moved: false });
    expect(found?.message).toContain('the kernel Unique');
  });

  it('inputs that are no tensors, and results that are none', () => {
    const { step } = start(squares);
    for (const input of [3, undefined, [x()]]) {
      expect(() => step(input as never)).toThrow(
        /capture: got .* as input 0 of the step, expected a tensor in use/,
      );
    }
    const counting = capture(() => 3 as never);
    counting();
    expect(() => counting()).toThrow('capture: got a step that returns more than tensors');
    const later = capture((async () => undefined) as never);
    later();
    expect(() => later()).toThrow('capture: got a step that returns more than tensors');
  });

  it('options out of range', () => {
    expect(() => capture(3 as never)).toThrow('capture: got 3, expected a function');
    expect(() => capture(() => {}, { plans: 0 })).toThrow('capture.plans: got 0');
    expect(() => capture(() => {}, { falback: true } as never)).toThrow('falback');
  });
});

describe('with `fallback`', () => {
  it('such a step runs as it is, and says so once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const told: number[] = [];
    const loss: Loss = (x, model) => {
      const value = squares(x, model);
      told.push(value.dataSync()[0] as number);
      return value;
    };
    const { step, weights } = start(loss, { fallback: true });
    const before = JSON.stringify(weights());
    for (let i = 0; i < 6; i++) step(x()).dispose();
    expect(told).toHaveLength(6);
    expect(JSON.stringify(weights())).not.toBe(before);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatch(
      /^capture: got a tensor whose values are read on the host, at .*, so the step runs uncaptured\./,
    );
    expect(step.plans).toEqual([]);
  });
});

describe('what changes after the plan was made', () => {
  /** A step that returns its input times a number of the host, which is 1 in the first ten calls. */
  const start = (options: object) => {
    let calls = 0;
    const scale = () => (calls < 10 ? 1 : 2);
    const step = capture((x: tf.Tensor) => tf.mul(x, scale()), options);
    return (): number => {
      calls++;
      const y = step(tf.scalar(3));
      return y.dataSync()[0] as number;
    };
  };

  it('is found at the next comparison', () => {
    const call = start({ verifyEvery: 5 });
    // Call 1 runs, 2 and 3 are recorded, 4 to 8 replayed, 9 compared, 10 to 14 replayed.
    for (let i = 1; i <= 14; i++) expect(call()).toBe(3);
    expect(call).toThrow('a tensor made of other values of the host than the time before');
  });

  it('makes another plan with `fallback`, without a warning', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const call = start({ verifyEvery: 5, fallback: true });
    for (let i = 1; i <= 14; i++) expect(call()).toBe(3);
    for (let i = 15; i <= 30; i++) expect(call()).toBe(6);
    expect(warn).not.toHaveBeenCalled();
  });

  it('is found at once after `verify`', () => {
    let factor = 1;
    const step = capture((x: tf.Tensor) => tf.mul(x, factor), { fallback: true });
    const call = () => step(tf.scalar(3)).dataSync()[0];
    for (let i = 0; i < 5; i++) expect(call()).toBe(3);
    factor = 2;
    step.verify();
    for (let i = 0; i < 5; i++) expect(call()).toBe(6);
    expect(step.plans).toHaveLength(1);
  });
});
