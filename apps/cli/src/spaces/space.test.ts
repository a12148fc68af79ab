import { describe, expect, it } from 'vitest';
import { ruleOf } from '../training/optimizers.js';
import { logUniform, oneOf } from './distribution.js';
import { generalSpace, pointsOf } from './space.js';

const defaults = { learningRate: 0.01, momentum: 0.5 };
const space = { options: { learningRate: logUniform(1e-4, 1) } };

describe('pointsOf', () => {
  it('tries the defaults first, then points of the space; other options keep their defaults', () => {
    // u = 1/2, 1/4, 3/4 of four decades; the first is the default and is not tried again.
    expect(pointsOf(space, defaults, 3)).toEqual([
      defaults,
      { learningRate: 0.001, momentum: 0.5 },
      { learningRate: 0.1, momentum: 0.5 },
    ]);
  });

  it('goes on where fewer trials have stopped, and gives as many as are asked for', () => {
    const few = pointsOf(space, defaults, 16);
    expect(few).toHaveLength(16);
    expect(pointsOf(space, defaults, 40).slice(0, 16)).toEqual(few);
  });

  it('never repeats the defaults, which the first trial has', () => {
    const grid = { options: { learningRate: oneOf(0.01, 0.1) } };
    const [, ...drawn] = pointsOf(grid, defaults, 5);
    expect(drawn.map(({ learningRate }) => learningRate)).not.toContain(0.01);
  });

  it('has the defaults only where there is nothing to tune', () => {
    expect(pointsOf({ options: {} }, defaults, 9)).toEqual([defaults]);
  });
});

describe('generalSpace', () => {
  it('reaches two decades to either side of the default learning rate', () => {
    const { options, source } = generalSpace(ruleOf('adam'));
    expect(options).toEqual({ learningRate: logUniform(1e-5, 0.1) });
    expect(source).toBeUndefined();
  });

  it('is empty for a rule without a learning rate', () => {
    expect(generalSpace({ ...ruleOf('adam'), defaults: { d: 1 } }).options).toEqual({});
  });
});
