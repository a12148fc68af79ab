import { chain } from '@nadir/core';
import { expectNear, run } from '@nadir/testing';
import { describe, expect, it } from 'vitest';
import { Adam } from '../adam/adam.js';
import { grokFast } from './grok-fast.js';

describe('grokFast', () => {
  it('has the numbers of pytorch_optimizer in front of Adam', () => {
    // Its GrokFastAdamW has β₂ = 0.99, divides γ = 0.1 by 1 + λ, and takes max(√v̂, ε) for √v̂ + ε.
    const given = run(chain(grokFast(), Adam.rule), { learningRate: 0.1 / 3, beta2: 0.99 });
    expectNear(given, [0.8168560808, -2.1868328875, 0.3369060613], 1e-8);
  });

  it('refuses what its documentation does not accept', () => {
    expect(() => grokFast({ alpha: 1 })).toThrow('grokFast.alpha: got 1');
    expect(() => grokFast({ lambda: -1 })).toThrow('grokFast.lambda: got -1');
  });
});
