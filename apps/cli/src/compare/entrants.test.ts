import { describe, expect, it } from 'vitest';
import { assignShapes, entrantsOf, searchedOf } from './entrants.js';
import type { Entrant } from './plan.js';

describe('entrantsOf', () => {
  it('gives every optimizer as many trials as any other, each optimizer once', () => {
    const entrants = entrantsOf(['sgd', 'adam', 'sgd'], 7, false);
    expect(entrants.map(({ name, trials }) => [name, trials.length])).toEqual([
      ['sgd', 7],
      ['adam', 7],
    ]);
  });

  it('tunes no weight decay on a surface, whose minimum it would move', () => {
    for (const { space, trials } of entrantsOf(['adamw', 'sgd', 'lamb'], 5, true)) {
      expect(Object.keys(space.options)).not.toContain('weightDecay');
      expect(trials.every(({ weightDecay }) => weightDecay === 0)).toBe(true);
    }
    const [adamw] = entrantsOf(['adamw'], 5, false) as [Entrant];
    expect(Object.keys(adamw.space.options)).toContain('weightDecay');
  });

  it('names what is searched, in the order of the space', () => {
    const [adam] = entrantsOf(['adam'], 1, false) as [Entrant];
    expect(searchedOf(adam, adam.trials[0] ?? {})).toEqual({
      ...{ learningRate: 1e-3, beta1: 0.9, beta2: 0.999 },
    });
  });
});

describe('assignShapes', () => {
  it('leaves an optimizer that takes every shape as it is', () => {
    const entrants = entrantsOf(['sgd', 'adam'], 2, false);
    expect(assignShapes(entrants, [[2, 3], [3]])).toEqual(entrants);
  });
});
