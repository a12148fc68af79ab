import { expectClose, goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CrossEntropyOptions, crossEntropy } from './cross-entropy.js';

const logits = [[2, -1, 0.5], [0, 3, -2]]; // biome-ignore format: a matrix
const classes = tf.tensor1d([2, 1], 'int32');
const probabilities = tf.tensor2d([[0.2, 0.3, 0.5], [0.7, 0.1, 0.4]]); // biome-ignore format: a matrix

/** torch 2.13.0 in float64. The second row of probabilities has the sum 1.2. */
const golden: [smoothing: number, labels: tf.Tensor, loss: number, gradient: number[]][] = [
  [0, classes, 0.8981482660171521, [0.39279851729463794, 0.019556286635343725, -0.41235480392998164, 0.023561708262332073, -0.02675043872355315, 0.0031887304612211484]],
  [0, probabilities, 3.028646789554867, [0.2927985172946379, -0.13044371336465627, -0.16235480392998164, -0.3217259500852015, 0.5178994735317362, -0.19617352344653463]],
  [0.1, classes, 1.0314815993504856, [0.3761318506279713, 0.0028896199686770582, -0.3790214705966483, 0.006895041595665407, 0.006582894609780177, -0.013477936205445518]],
  [0.1, probabilities, 2.948930270534429, [0.28613185062797125, -0.13211038003132294, -0.15402147059664834, -0.3038638509171148, 0.4967678156395406, -0.19290396472242574]],
  [1, classes, 2.2314815993504853, [0.22613185062797128, -0.14711038003132293, -0.07902147059664831, -0.14310495840433457, 0.30658289460978017, -0.1634779362054455]],
  [1, probabilities, 2.2314815993504853, [0.22613185062797128, -0.14711038003132293, -0.07902147059664831, -0.14310495840433457, 0.30658289460978017, -0.1634779362054455]],
]; // biome-ignore format: one case a line

/** A case of golden/cross-entropy.json. */
interface Case {
  readonly options: CrossEntropyOptions;
  readonly shape: number[];
  readonly logits: number[];
  readonly labelShape: number[];
  readonly labels: number[];
  /** One for each example with the reduction `'none'`, whose gradients are those of 1, 2, 3, … times these. */
  readonly loss: number | number[];
  readonly gradient: number[];
}

const lossAndGradient = (z: tf.Tensor, labels: tf.Tensor, options: CrossEntropyOptions = {}) => {
  const { value, grad } = tf.valueAndGrad((z) => crossEntropy(z, labels, options))(z);
  return { loss: value.dataSync()[0] as number, gradient: [...grad.dataSync()] };
};

beforeAll(() => tf.setBackend('cpu'));

describe('crossEntropy', () => {
  it.each(golden)(
    'is that of PyTorch with smoothing %d and labels %s',
    (s, labels, loss, gradient) => {
      const got = lossAndGradient(tf.tensor2d(logits), labels, { labelSmoothing: s });
      expect(got.loss).toBeCloseTo(loss, 6);
      got.gradient.forEach((value, i) => {
        expect(value).toBeCloseTo(gradient[i] as number, 6);
      });
    },
  );

  it.each(goldenCases<Case>('cross-entropy'))(
    'is that of PyTorch with $options and labels $labels',
    ({ options, shape, logits, labelShape, labels, loss, gradient }) => {
      const areClasses = labelShape.length < shape.length;
      const given = tf.tensor(labels, labelShape, areClasses ? 'int32' : 'float32');
      const of = (z: tf.Tensor): tf.Tensor => crossEntropy(z, given, options);
      const z = tf.tensor(logits, shape);
      const value = of(z);
      expect(value.shape).toEqual(options.reduction === 'none' ? shape.slice(0, -1) : []);
      expectClose([...value.dataSync()], [loss].flat(), 1e-6);
      const factors = tf.reshape(tf.range(1, value.size + 1), value.shape);
      const grad = tf.grad((z) => tf.sum(tf.mul(of(z), factors)))(z);
      expectClose([...grad.dataSync()], gradient, 1e-6 * value.size);
    },
  );

  it('gives nothing to an example that is left out, whatever its logits', () => {
    const z = tf.tensor2d([
      [Infinity, 0, Number.NaN],
      [0, 3, -2],
    ]);
    for (const labelSmoothing of [0, 0.1]) {
      const options = { ignoredLabel: -100, labelSmoothing };
      const some = lossAndGradient(z, tf.tensor1d([-100, 1], 'int32'), options);
      const one = lossAndGradient(tf.tensor2d([[0, 3, -2]]), tf.tensor1d([1], 'int32'), {
        labelSmoothing,
      });
      expect(some.loss).toBeCloseTo(one.loss, 6);
      expectClose(some.gradient, [0, 0, 0, ...one.gradient], 1e-6);
    }
  });

  it('gives a 0-D tensor, and is not scaled by the gradient above it alone', () => {
    const z = tf.tensor2d(logits);
    expect(crossEntropy(z, classes).shape).toEqual([]);
    const tripled = tf
      .grad((z) => tf.mul(crossEntropy(z, classes), 3))(z)
      .dataSync();
    const { gradient } = lossAndGradient(z, classes);
    tripled.forEach((value, i) => {
      expect(value).toBeCloseTo(3 * (gradient[i] as number), 6);
    });
  });

  it('stays finite for huge logits, and so does its gradient', () => {
    // The first example is right, the second wrong by 60 000: (0 + 60 000) / 2, as in PyTorch.
    const z = tf.tensor2d([[1e30, 0, -1e30], [-3e4, 3e4, 0]]); // biome-ignore format: a matrix
    const { loss, gradient } = lossAndGradient(z, tf.tensor1d([0, 0], 'int32'));
    expect(loss).toBe(30_000);
    expect(gradient).toEqual([0, 0, 0, -0.5, 0.5, 0]);
  });

  it('allows masked classes, whose logit is −∞', () => {
    const z = tf.tensor2d([[-Infinity, 0, 1]]);
    const { loss, gradient } = lossAndGradient(z, tf.tensor1d([1], 'int32'));
    // torch: log(1 + e), and softmax − 1 at the label.
    expect(loss).toBeCloseTo(1.3132616875182228, 6);
    expect(gradient[0]).toBe(0);
    expect(gradient[1]).toBeCloseTo(-0.7310585786300049, 6);
  });

  it.each([-100, -1, 3])(
    'is NaN for the class %d, whose example gets a gradient of NaN',
    (label) => {
      const { loss, gradient } = lossAndGradient(
        tf.tensor2d(logits),
        tf.tensor1d([2, label], 'int32'),
      );
      expect(loss).toBeNaN();
      expect(gradient.map(Number.isNaN)).toEqual([false, false, false, true, true, true]);
    },
  );

  it('is the same for classes and for the rows that stand for them', () => {
    const z = fc.float({ min: -50, max: 50, noNaN: true });
    const batch = fc.integer({ min: 1, max: 5 }).chain((n) =>
      fc.record({
        rows: fc.array(fc.array(z, { minLength: 4, maxLength: 4 }), { minLength: n, maxLength: n }),
        labels: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n, maxLength: n }),
        smoothing: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(batch, ({ rows, labels, smoothing }) => {
        tf.tidy(() => {
          const z = tf.tensor2d(rows);
          const index = tf.tensor1d(labels, 'int32');
          const options = { labelSmoothing: smoothing, classWeights: [1, 1, 1, 1] };
          const a = lossAndGradient(z, index, options);
          const b = lossAndGradient(z, tf.cast(tf.oneHot(index, 4), 'float32'), options);
          expect(a.loss).toBeCloseTo(b.loss, 4);
          a.gradient.forEach((value, i) => {
            expect(value).toBeCloseTo(b.gradient[i] as number, 6);
          });
        });
      }),
    );
  });

  it('works with labels made inside the function that is differentiated', () => {
    const w = tf.variable(tf.tensor2d(logits));
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(
      () => crossEntropy(w, tf.tensor1d([2, 1], 'int32')),
      [w],
    );
    expect(grads[w.name]?.dataSync()[0]).toBeCloseTo(0.39279851729463794, 6);
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves one tensor behind', () => {
    const z = tf.tensor2d(logits);
    const before = tf.memory().numTensors;
    crossEntropy(z, classes, { labelSmoothing: 0.1 });
    crossEntropy(z, probabilities, { labelSmoothing: 0.1 });
    crossEntropy(z, classes, { classWeights: [1, 2, 3], ignoredLabel: 1 });
    expect(tf.memory().numTensors).toBe(before + 3);
  });

  it('has the right second gradient', () => {
    // For one example with two classes and z = [x, 0]: p = σ(x), loss″ = p (1 − p).
    const second = tf.grad((x) =>
      tf.sum(
        tf.grad((x) =>
          crossEntropy(tf.concat([x, tf.zeros([1, 1])], 1), tf.tensor1d([0], 'int32')),
        )(x),
      ),
    );
    const p = 1 / (1 + Math.exp(-0.7));
    expect(second(tf.tensor2d([[0.7]])).dataSync()[0]).toBeCloseTo(p * (1 - p), 6);
  });

  it('refuses other shapes and dtypes, and says what to pass', () => {
    const z = tf.tensor2d(logits);
    const refused: [tf.Tensor, tf.Tensor, RegExp][] = [
      [z, tf.tensor1d([2, 1]), /labels float32 \[2\].*Pass `cast\(labels, 'int32'\)`/],
      [z, tf.tensor1d([2, 1, 0], 'int32'), /labels int32 \[3\]/],
      [z, tf.tensor2d([[2], [1]], [2, 1], 'int32'), /labels int32 \[2,1\]/],
      [z, tf.oneHot([2, 1], 3), /labels int32 \[2,3\].*Pass `cast\(labels, 'float32'\)`/],
      [z, tf.ones([2, 4]), /labels float32 \[2,4\]/],
      [z, tf.ones([1, 3]), /labels float32 \[1,3\]/],
      [z, tf.scalar(1, 'int32'), /labels int32 \[\]/],
      [tf.tensor1d([1, 2]), classes, /labels int32 \[2\] for logits \[2\], expected int32 \[\] or/],
      [
        tf.ones([2, 3, 4]),
        classes,
        /logits \[2,3,4\], expected int32 \[2,3\] or float32 \[2,3,4\]/,
      ],
      [tf.scalar(1), classes, /logits float32 \[\]/],
      [tf.ones([2, 3], 'int32'), classes, /logits int32/],
      [tf.ones([0, 3]), tf.tensor1d([], 'int32'), /logits float32 \[0,3\]/],
    ];
    for (const [given, labels, message] of refused) {
      expect(() => crossEntropy(given, labels)).toThrow(message);
    }
  });

  it.each([-0.1, 1.1, Number.NaN, '0'])('refuses the smoothing %s', (labelSmoothing) => {
    expect(() =>
      crossEntropy(tf.tensor2d(logits), classes, { labelSmoothing: labelSmoothing as number }),
    ).toThrow(/crossEntropy\.labelSmoothing: got/);
  });

  it.each([
    [
      { classWeights: [1, 2] },
      'crossEntropy.classWeights: got [1, 2], expected a list of 3 numbers.',
    ],
    [{ reduction: 'batchmean' }, 'crossEntropy.reduction: got "batchmean"'],
    [{ classWeights: 'balanced' }, 'crossEntropy.classWeights: got "balanced"'],
    [{ classWeights: [1, -1, 1] }, 'crossEntropy.classWeights.1: got -1'],
    [{ classWeights: [1, 1, Number.NaN] }, 'crossEntropy.classWeights.2: got NaN'],
    [{ ignoredLabel: 0.5 }, 'crossEntropy.ignoredLabel: got 0.5'],
  ])('refuses %j', (options, message) => {
    expect(() => crossEntropy(tf.tensor2d(logits), classes, options as never)).toThrow(message);
  });

  it('refuses to leave out probabilities by a label', () => {
    expect(() => crossEntropy(tf.tensor2d(logits), probabilities, { ignoredLabel: 0 })).toThrow(
      'crossEntropy.ignoredLabel: got 0 with probabilities as labels',
    );
  });

  it('refuses options of other names', () => {
    expect(() => crossEntropy(tf.tensor2d(logits), classes, { smoothing: 0.1 } as never)).toThrow(
      /option `smoothing`/,
    );
  });
});
