import { describe, expect, it } from 'vitest';
import type { Moment } from './loop.js';
import { trainingFacts } from './progress.js';

const moment: Moment = {
  step: 50,
  epoch: 3,
  train: () => ({ loss: 0.25, accuracy: 0.9 }),
  validation: { loss: 0.3, accuracy: 0.875 },
};

describe('trainingFacts', () => {
  const facts = trainingFacts(10);

  it('tells epoch, loss and the accuracy on the validation part in the middle of an epoch', () => {
    expect(facts.moment(moment)).toEqual([
      'epoch  3/10',
      'loss 0.2500',
      'validation accuracy  87.50 %',
    ]);
  });

  it('shows the training accuracy until the validation part has been measured', () => {
    const { validation: _, ...first } = moment;
    expect(facts.moment(first)).toContain('train accuracy  90.00 %');
  });

  it('tells both errors after an epoch of a regression, in the unit of the target, and R²', () => {
    const line = { step: 60, epoch: 3, learningRate: 0.1, seconds: 1 };
    const scores = {
      train: { loss: 0.25, rmse: 0.5, r2: 0.9 },
      validation: { loss: 0.36, rmse: 0.6, r2: 0.875 },
    };
    expect(facts.piece({ ...line, ...scores })).toEqual([
      'epoch  3/10',
      'RMSE 0.5000  ',
      'validation RMSE 0.6000  ',
      'validation R²  0.8750',
    ]);
  });
});
