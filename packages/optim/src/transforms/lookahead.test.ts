import { traceRule } from '@nadir/core';
import { expectNear, run } from '@nadir/testing';
import { describe, expect, it } from 'vitest';
import { adamW } from '../adam/adamw.js';
import { sgd } from '../sgd/sgd.js';
import { type LookaheadOptions, lookahead } from './lookahead.js';

describe('lookahead', () => {
  it('has the numbers of the paper, and lazily those of timm 1.0', () => {
    const given = (options: LookaheadOptions) =>
      run(lookahead(sgd, { k: 2, ...options }), { learningRate: 0.1 });
    // By the formula of the paper in NumPy, and from timm's Lookahead(SGD).
    expectNear(given({}), [0.9739248962, -2.0720531694, 0.4137937651], 1e-10);
    expectNear(given({ lazy: true }), [0.9099719183, -2.1049388283, 0.4292948357], 1e-10);
  });

  it('is one program with its rule', () => {
    expect(traceRule(lookahead(adamW), adamW.defaults).stages).toHaveLength(1);
    expect(lookahead(adamW).name).toBe('lookahead AdamW');
  });

  it('refuses what its documentation does not accept', () => {
    expect(() => lookahead(sgd, { alpha: 1.5 })).toThrow('lookahead.alpha: got 1.5');
    expect(() => lookahead(sgd, { k: 0 })).toThrow('lookahead.k: got 0, expected an integer ≥ 1');
    expect(() => lookahead(sgd, { k: 1.5 })).toThrow('lookahead.k: got 1.5');
    expect(() => lookahead(sgd, { lazy: 1 as never })).toThrow('lookahead.lazy: got 1');
  });
});
