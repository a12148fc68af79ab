import { describe, expect, it } from 'vitest';
import { fakeDataPlan, fakePlan, fakeRecord } from '../../../../test/fake-comparison.js';
import { outcomesOf } from '../outcome/outcome.js';
import { commandOf, trainCommandOf } from './command-lines.js';

describe('commandOf', () => {
  it('writes out every decision', () => {
    expect(commandOf(fakePlan())).toBe(
      'nadir compare --problem rosenbrock --optimizers sgd,adam --trials 3 --seeds 2 --goal 0.1 ' +
        '--schedule constant --seed 0 --backend cpu --steps 4',
    );
    expect(commandOf(fakeDataPlan())).toContain('--epochs 1 --hidden 8 --dropout 0 --batch 32');
  });
});

describe('trainCommandOf', () => {
  it('trains with the options of the best trial', () => {
    const records = [
      fakeRecord('sgd', { value: 0.9 }, { setting: { name: 'sgd', options: { learningRate: 2 } } }),
    ];
    const plan = fakeDataPlan();
    const [sgd] = outcomesOf(plan, { records, interrupted: false });
    expect(trainCommandOf(plan, sgd as NonNullable<typeof sgd>)).toBe(
      'nadir train --problem moons --optimizer sgd --learning-rate 2 --epochs 1 --hidden 8 ' +
        '--dropout 0 --batch 32 --schedule constant --backend cpu',
    );
  });
});
