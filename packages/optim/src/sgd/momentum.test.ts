import { bind, chain } from '@nadir/core';
import { run } from '@nadir/testing';
import { describe, expect, it } from 'vitest';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { momentum } from './momentum.js';
import { SGD } from './sgd.js';

describe('momentum', () => {
  it('in front of a step is SGD with momentum, its factor an option', () => {
    const descent = chain(momentum(0.5), scaleByLearningRate(0.1));
    expect(descent.defaults).toEqual({ momentum: 0.5, learningRate: 0.1 });
    const options = { momentum: 0.9, learningRate: 0.05 };
    expect(run(descent, options)).toEqual(run(SGD.rule, options));
    const ahead = chain(momentum(0.9, { nesterov: true }), scaleByLearningRate(0.05));
    expect(run(ahead, {})).toEqual(run(SGD.rule, { ...options, nesterov: true }));
  });

  it('keeps no buffer where its factor is 0', () => {
    expect(momentum().state({ momentum: false }, [2])).toEqual([]);
    expect(momentum().state({ momentum: true }, [2])).toHaveLength(1);
  });

  it('stands twice in a chain with one of them bound', () => {
    expect(() => chain(momentum(0.5), momentum(0.9))).toThrow(
      'got momentum 0.5 from momentum and 0.9 from momentum',
    );
    const rule = chain(bind(momentum(0.5)), momentum(0.9), scaleByLearningRate());
    expect(rule.defaults).toEqual({ momentum: 0.9, learningRate: 1e-3 });
    expect(rule.state({ momentum: true }, [2]).map(({ name }) => name)).toEqual([
      'buffer',
      'momentum.buffer',
    ]);
  });

  it('refuses what its documentation does not accept', () => {
    expect(() => momentum(-1)).toThrow('momentum.momentum: got -1, expected a finite number ≥ 0');
    expect(() => momentum(0.9, { nesterov: 1 as never })).toThrow('momentum.nesterov: got 1');
    expect(() => momentum(0.9, { dampening: 0 } as never)).toThrow('got option `dampening`');
  });
});
