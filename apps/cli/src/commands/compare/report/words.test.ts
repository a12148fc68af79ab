import { describe, expect, it } from 'vitest';
import { fakeDataPlan, fakeEntrant, fakePlan } from '../../../../test/fake-comparison.js';
import { factsOf, protocolOf, questionOf, titleOf } from './words.js';

describe('titleOf', () => {
  it('names up to five optimizers, and counts more', () => {
    expect(titleOf(fakePlan())).toBe('SGD, Adam on rosenbrock');
    const entrants = ['sgd', 'adam', 'adamw', 'nadam', 'radam', 'lamb'].map((name) =>
      fakeEntrant(name),
    );
    expect(titleOf(fakePlan({ entrants }))).toBe('6 optimizers on rosenbrock');
  });
});

describe('factsOf', () => {
  it('has the circumstances in one line', () => {
    expect(factsOf(fakeDataPlan())).toBe(
      'layers 2–8–2 · 4 steps, batch 32 · learning rate constant · best of 3 trials · 2 seeds',
    );
    expect(factsOf(fakePlan())).toBe(
      '4 steps · learning rate constant · best of 3 trials · 2 seeds',
    );
  });
});

describe('questionOf', () => {
  it('asks for the goal', () => {
    expect(questionOf(fakeDataPlan())).toContain('trains this network on moons to 90 %');
    expect(questionOf(fakePlan())).toContain('the surface rosenbrock to a height of 0.1');
  });
});

describe('protocolOf', () => {
  it('says what equal starts and budgets are', () => {
    const data = protocolOf(fakeDataPlan()).join('\n');
    expect(data).toContain('Of the 500 examples of moons, 100 are kept for testing');
    expect(data).toContain('A run makes 1 pass over the training part, 4 steps on batches of 32.');
    expect(data).toContain('the same initial weights, the same batches in the same order');
    expect(data).toContain('Each optimizer gets 3 trials, all with seed 0.');
    expect(data).toContain(
      'from seeds 1 to 2, which no trial has seen. The validation part is read',
    );
    const surface = protocolOf(fakePlan()).join('\n');
    expect(surface).toContain('moves each coordinate of it at random, by 2.5 % of the plotted');
    expect(surface).toContain('Heights are read after each step');
  });

  it('says when nothing is tuned', () => {
    const plan = fakePlan({ entrants: [fakeEntrant('sgd', 1)] });
    expect(protocolOf(plan).join('\n')).toContain('Nothing is tuned: the only trial');
  });

  it('says who steps what an optimizer does not take', () => {
    const entrants = [{ ...fakeEntrant('adam'), other: 'adamw' }];
    const text = protocolOf(fakeDataPlan({ entrants })).join('\n');
    expect(text).toContain('such as biases: those are stepped by AdamW with learning rate 0.005.');
  });

  it('says what optimizers do beside their steps, of those that do', () => {
    const entrants = ['adam', 'sophia-h', 'schedule-free-sgd'].map((name) => fakeEntrant(name));
    const data = protocolOf(fakeDataPlan({ entrants })).join('\n');
    expect(data).toContain(
      'SophiaH estimates the curvature after the first step and every 10 steps from then on, on the batch of ' +
        'that step and without dropout.',
    );
    expect(data).toContain('ScheduleFreeSGD takes its steps from one place and has the parameters');
    expect(data).not.toMatch(/\bAdam (estimates|takes its steps)/);
    const surface = protocolOf(fakePlan({ entrants })).join('\n');
    expect(surface).toContain('from then on, from gradients on either side of the point.');
    expect(surface).toContain('has the point evaluated at another');
  });
});
