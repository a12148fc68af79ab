import { describe, expect, it } from 'vitest';
import { assignShapes, entrantsOf, searchedOf, takersOf } from './entrants.js';
import type { Entrant } from './plan.js';

const network = { batch: 48, classes: 3 };

describe('entrantsOf', () => {
  it('gives every optimizer as many trials as any other, each optimizer once', () => {
    const entrants = entrantsOf(['sgd', 'adam', 'sgd'], 7, network);
    expect(entrants.map(({ name, trials }) => [name, trials.length])).toEqual([
      ['sgd', 7],
      ['adam', 7],
    ]);
  });

  it('tunes no weight decay on a surface, whose minimum it would move', () => {
    for (const { space, trials } of entrantsOf(['adamw', 'sgd', 'lamb'], 5, undefined)) {
      expect(Object.keys(space.options)).not.toContain('weightDecay');
      expect(trials.every(({ weightDecay }) => weightDecay === 0)).toBe(true);
    }
    const [adamw] = entrantsOf(['adamw'], 5, network) as [Entrant];
    expect(Object.keys(adamw.space.options)).toContain('weightDecay');
  });

  it('names what is searched, in the order of the space', () => {
    const [adam] = entrantsOf(['adam'], 1, network) as [Entrant];
    expect(searchedOf(adam, adam.trials[0] ?? {})).toEqual({
      ...{ learningRate: 1e-3, beta1: 0.9, beta2: 0.999 },
    });
  });
});

describe('an optimizer that draws classes', () => {
  it('is told the number of examples in a step, in every trial', () => {
    const [sophia] = entrantsOf(['sophia-g'], 4, network) as [Entrant];
    expect(sophia.trials.map(({ batchSize }) => batchSize)).toEqual([48, 48, 48, 48]);
  });

  it.each([
    ['a number is predicted', { batch: 48 }],
    ['a surface is descended', undefined],
  ])('is refused where %s, and is not among all', (_, learned) => {
    expect(() => entrantsOf(['sgd', 'sophia-g'], 1, learned)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining('--optimizers: got sophia-g where there are no classes'),
      }),
    );
    expect(takersOf([[2]], learned)).not.toContain('sophia-g');
    expect(takersOf([[2]], learned)).toContain('sophia-h');
    expect(takersOf([[2]], network)).toContain('sophia-g');
  });
});

describe('assignShapes', () => {
  it('leaves an optimizer that takes every shape as it is', () => {
    const entrants = entrantsOf(['sgd', 'adam'], 2, network);
    expect(assignShapes(entrants, [[2, 3], [3]])).toEqual(entrants);
  });

  it('names another optimizer for what one does not take, and refuses one that takes nothing', () => {
    const [muon] = entrantsOf(['muon'], 1, network) as [Entrant];
    expect(assignShapes([muon], [[2, 3], [3]])).toEqual([{ ...muon, other: 'adamw' }]);
    expect(takersOf([[3]], network)).not.toContain('muon');
    expect(() => assignShapes([muon], [[3]])).toThrow(
      '--optimizers: got muon for parameters of shape [3]',
    );
  });
});
