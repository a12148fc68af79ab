import { chain, Optimizer } from '@nadir/core';
import { AdamW, chosenGroups, MultiOptimizer, SGD } from '@nadir/optim';
import { l1 } from '@nadir/optim/regularizers';
import { cosine } from '@nadir/optim/schedules';
import { clipByGlobalNorm, scaleByLearningRate } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const falling = (step: number) => 0.1 / (1 + step);

describe('an option that cannot be saved beside a model', () => {
  let warned: string[];
  let isQuiet: boolean;
  beforeEach(async () => {
    await tf.setBackend('cpu');
    isQuiet = tf.env().getBool('PROD');
    tf.env().set('PROD', false);
    // TensorFlow.js advises once to install tfjs-node.
    tf.scalar(0);
    warned = [];
    vi.spyOn(console, 'warn').mockImplementation((text) => warned.push(text));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    tf.env().set('PROD', isQuiet);
  });

  it('is told when the optimizer is made, as saving tells it', () => {
    const optimizer = new SGD({ learningRate: falling });
    const told =
      'got learningRate without a config, expected what can be saved beside a model. Take cosine(…) or ' +
      'defineSchedule, register your penalty, or save the model with includeOptimizer: false.';
    expect(warned).toEqual([`SGD: ${told}`]);
    expect(() => optimizer.getConfig()).toThrow(`SGD.getConfig: ${told}`);
  });

  it('may be one of a group, or of all parameters together', () => {
    new AdamW(chosenGroups([{ where: () => true, weightDecay: falling }]));
    new SGD({ regularizer: { ...l1(1), config: undefined } as never });
    new SGD({ clip: chain(clipByGlobalNorm(1)) });
    new MultiOptimizer([{ takes: () => true, optimizer: new AdamW() }]);
    new Optimizer(chain('Descent', scaleByLearningRate()), { learningRate: falling });
    const told = warned.map((text) => text.split(/ without| that/)[0]);
    expect(told).toEqual([
      'AdamW: got weightDecay',
      'SGD: got regularizer',
      'SGD: got clip',
      'MultiOptimizer: got functions',
      'Descent: got learningRate',
    ]);
  });

  it('is not told where nothing is saved beside a model, nor in production mode', () => {
    new SGD([tf.variable(tf.scalar(1))], { learningRate: falling });
    new AdamW({ learningRate: cosine({ from: 0.1, steps: 10 }), clip: clipByGlobalNorm(1) });
    new AdamW(chosenGroups([{ where: () => true, weightDecay: 0 }]));
    tf.env().set('PROD', true);
    new SGD({ learningRate: falling });
    expect(warned).toEqual([]);
  });
});
