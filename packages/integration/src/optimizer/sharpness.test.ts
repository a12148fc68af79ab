import { Adam, type SamOptions, SGD, type SGDOptions, sam } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const matrix = [
  [4, 1, 0],
  [1, 3, 0.5],
  [0, 0.5, 2],
];
const start = [1, -2, 0.5];

/** ½ pᵀ A p − bᵀ p with b = (1, −2, ½), five steps from (1, −2, ½). */
function quadratic(options: SGDOptions, sign = 1): number[] {
  const p = tf.variable(tf.tensor1d(start));
  const optimizer = new SGD([p], { learningRate: 0.1, ...options });
  const loss = () =>
    tf.tidy(() => {
      const column = tf.reshape(p, [3, 1]);
      const square = tf.sum(tf.mul(column, tf.matMul(tf.tensor2d(matrix), column)));
      return tf.mul(
        sign,
        tf.sub(tf.mul(0.5, square), tf.sum(tf.mul(p, tf.tensor1d([1, -2, 0.5])))),
      );
    }) as tf.Scalar;
  for (let k = 0; k < 5; k++) optimizer.step(loss);
  return [...p.dataSync()];
}

describe('sharpnessAware', () => {
  it('has the numbers of SAM and ASAM on a quadratic', () => {
    // Five steps of the formulas in NumPy, in float64.
    const expected = {
      sam: [0.6187449953, -1.1528730406, 0.5889975851],
      asam: [0.6290242266, -1.1335571324, 0.5892735031],
    };
    const given = {
      sam: quadratic({ sharpnessAware: sam() }),
      asam: quadratic({ sharpnessAware: sam({ adaptive: true }) }),
    };
    for (const name of ['sam', 'asam'] as const) {
      given[name].forEach((x, i) => {
        expect(x, name).toBeCloseTo(expected[name][i] as number, 5);
      });
    }
  });

  it('looks downward where it climbs', () => {
    // To maximize −f is to minimize f: the worst neighbour is where −f is least.
    const up = quadratic({ sharpnessAware: sam(), maximize: true }, -1);
    expect(up).toEqual(quadratic({ sharpnessAware: sam() }));
  });

  it('computes the loss twice, and works in a LayersModel', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1 })] });
    const optimizer = new Adam({ learningRate: 0.05, sharpnessAware: sam({ rho: 0.1 }) });
    model.compile({ optimizer, loss: 'meanSquaredError' });
    const [x, y] = [
      tf.tensor2d([
        [1, 2],
        [3, -1],
      ]),
      tf.tensor2d([[1], [2]]),
    ];
    const { history } = await model.fit(x, y, { epochs: 20, verbose: 0 });
    expect(history.loss?.at(-1)).toBeLessThan(history.loss?.[0] as number);
    expect(optimizer.iterations).toBe(20);
    expect(optimizer.getConfig()).toMatchObject({ sharpnessAware: { guard: 'sam', rho: 0.1 } });
  });

  it.each([
    [{ rho: 0 }, 'sam.rho: got 0'],
    [{ adaptive: 1 }, 'sam.adaptive: got 1'],
    [{ radius: 1 }, 'sam: got option `radius`'],
  ])('refuses %j', (options, message) => {
    expect(() => sam(options as SamOptions)).toThrow(message);
  });

  it('leaks nothing, and leaves nothing when the loss throws', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = new Adam([w], { sharpnessAware: sam({ adaptive: true }) });
    const loss = () => tf.sum(tf.square(w)) as tf.Scalar;
    optimizer.minimize(loss);
    const after = tf.memory().numTensors;
    for (let k = 0; k < 5; k++) {
      optimizer.minimize(loss);
      let calls = 0;
      const failing = () => {
        calls++;
        if (calls === 2) throw new Error('no');
        return loss();
      };
      expect(() => optimizer.minimize(failing)).toThrow('no');
    }
    expect(tf.memory().numTensors).toBe(after);
    expect(optimizer.iterations).toBe(6);
  });
});
