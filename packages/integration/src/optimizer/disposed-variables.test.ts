import { Adam, LBFGS, SGD } from '@nadir/optim';
import { WeightAverage } from '@nadir/optim/averages';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const variable = (name?: string) =>
  tf.tidy(() => tf.variable(tf.tensor1d([1, 2]), true, name)) as tf.Variable;
const squares = (w: tf.Variable) => () => tf.sum(tf.square(w)) as tf.Scalar;

describe('after tf.disposeVariables(), of which a variable does not know', () => {
  it('an optimizer begins anew, also under the same name, and holds nothing of what was', () => {
    const optimizer = new Adam();
    const round = () => {
      const w = variable('every-round');
      optimizer.minimize(squares(w));
      const values = [...w.dataSync()];
      tf.disposeVariables();
      return values;
    };
    const first = round();
    const { numTensors } = tf.memory();
    for (let k = 0; k < 3; k++) expect(round()).toEqual(first);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(optimizer.groups[0]?.parameters).toEqual(['every-round']);
  });

  it('what is given its variables says that they are disposed of, before anything changes', async () => {
    const w = variable();
    const optimizer = new SGD([['w', w]]);
    const average = new WeightAverage([['w', w]], { kind: 'swa' });
    const lbfgs = new LBFGS([['w', w]]);
    tf.disposeVariables();
    const { numTensors } = tf.memory();
    expect(() => new SGD([w])).toThrow(`got the disposed variable "${w.name}"`);
    const gradient = tf.ones([2]);
    expect(() => optimizer.applyGradients({ [w.name]: gradient })).toThrow(
      'SGD.step: got a gradient for the disposed variable "w", expected one that is in use.',
    );
    expect(() => average.update()).toThrow('got a disposed variable "w"');
    await expect(lbfgs.step(() => tf.scalar(0))).rejects.toThrow('got the disposed variable "w"');
    gradient.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
