import { describe, expect, it } from 'vitest';
import { fakeRecord } from '../../../../test/fake-comparison.js';
import { measures } from '../measure/measure.js';
import { bestOf } from './records.js';

const { accuracy, height } = measures;

describe('bestOf', () => {
  it('takes the highest accuracy, the lowest height', () => {
    const runs = [0.3, 0.1, 0.2].map((value) => fakeRecord('sgd', { value }));
    expect(bestOf(accuracy, runs)).toBe(runs[0]);
    expect(bestOf(height, runs)).toBe(runs[1]);
  });

  it('decides between equal accuracies by the loss', () => {
    const runs = [0.5, 0.2, 0.4].map((loss) => fakeRecord('sgd', { value: 0.9, loss }));
    expect(bestOf(accuracy, runs)).toBe(runs[1]);
  });

  it('decides between equal heights by the earlier arrival, and else for the lower trial', () => {
    const arriving = (step: number) =>
      fakeRecord('sgd', { value: 0 }, { arrival: { step, seconds: 0 } });
    const runs = [fakeRecord('sgd', { value: 0 }), arriving(9), arriving(5), arriving(5)];
    expect(bestOf(height, runs)).toBe(runs[2]);
  });

  it('takes heights that float32 cannot tell apart for equal', () => {
    const runs = [
      fakeRecord('sgd', { value: 1e-17 }, { arrival: { step: 5, seconds: 0 } }),
      fakeRecord('sgd', { value: 1e-20 }, { arrival: { step: 9, seconds: 0 } }),
    ];
    expect(bestOf(height, runs)).toBe(runs[0]);
  });

  it('never takes a run that has diverged', () => {
    const runs = [fakeRecord('sgd', undefined), fakeRecord('sgd', { value: 1e9 })];
    expect(bestOf(height, runs)).toBe(runs[1]);
    expect(bestOf(height, runs.slice(0, 1))).toBeUndefined();
  });
});
