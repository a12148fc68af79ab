import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Holder, Leaf } from '../../test/modules.js';
import { sub } from '../program/expression.js';
import { chain } from '../transform/chain.js';
import { defineTransform } from '../transform/define-transform.js';
import { Optimizer } from './optimizer.js';

const descend = chain(
  'Descend',
  defineTransform({ name: 'descend', update: ({ param, grad }) => ({ param: sub(param, grad) }) }),
);

/** The names that an optimizer has for what it is given. */
const namesOf = (...given: unknown[]): string[] =>
  new Optimizer(descend, ...(given as [])).groups.flatMap(({ parameters }) => parameters);

describe('parameters of an optimizer', () => {
  it('are known by their paths in a module', () => {
    expect(namesOf(new Holder({ inner: new Leaf() }))).toEqual(['inner.weight']);
  });

  it('have the name of their module before the path, or its place in a list', () => {
    const [encoder, decoder] = [new Leaf(), new Leaf()];
    expect(namesOf({ encoder, decoder })).toEqual(['encoder.weight', 'decoder.weight']);
    expect(namesOf([encoder, decoder])).toEqual(['0.weight', '1.weight']);
  });

  it('have names of their own in groups of a module each', () => {
    const [encoder, decoder] = [new Leaf(), new Leaf()];
    const byPlace = [{ parameters: encoder }, { parameters: decoder }];
    expect(namesOf(byPlace)).toEqual(['0.weight', '1.weight']);
    const byName = [{ parameters: { encoder } }, { parameters: { decoder } }];
    expect(namesOf(byName)).toEqual(['encoder.weight', 'decoder.weight']);
    const optimizer = new Optimizer(descend, encoder);
    expect(() => optimizer.addGroup({ parameters: decoder })).toThrow(
      'got the parameter "weight" twice, expected each once. Give it to one group only, and several ' +
        'modules names of their own: { encoder, decoder }.',
    );
    optimizer.addGroup({ parameters: { decoder } });
    expect(optimizer.groups.flatMap(({ parameters }) => parameters)).toEqual([
      'weight',
      'decoder.weight',
    ]);
  });

  it('are the trainable weights of a LayersModel, or of a list of them', () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ inputShape: [2], units: 3, name: 'd' })],
    });
    const names = model.trainableWeights.map(({ name }) => name);
    expect(names).toEqual(['d/kernel', 'd/bias']);
    expect(namesOf(model)).toEqual(names);
    expect(namesOf(model.trainableWeights)).toEqual(names);
    expect(namesOf([{ parameters: model.layers[0] }])).toEqual(names);
  });

  it('may be one variable, or come from what can be read only once', () => {
    const w = tf.variable(tf.tensor1d([1]), true, 'single');
    expect(namesOf(w)).toEqual(['single']);
    expect(namesOf([w].values())).toEqual(['single']);
    expect(namesOf(new Leaf().namedParameters().entries())).toEqual(['weight']);
  });
});
