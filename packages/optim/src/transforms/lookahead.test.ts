import { traceRule } from '@nadir/core';
import { expectNear, run } from '@nadir/testing';
import { describe, expect, it } from 'vitest';
import { AdamW } from '../adam/adamw.js';
import { SGD } from '../sgd/sgd.js';
import { type LookaheadOptions, lookahead } from './lookahead.js';

describe('lookahead', () => {
  it('has the numbers of the paper, and lazily those of timm 1.0', () => {
    const given = (options: LookaheadOptions) =>
      run(lookahead(SGD.rule, { k: 2, ...options }), { learningRate: 0.1 });
    // By the formula of the paper in NumPy, and from timm's Lookahead(SGD).
    expectNear(given({}), [0.9739248962, -2.0720531694, 0.4137937651], 1e-10);
    expectNear(given({ lazy: true }), [0.9099719183, -2.1049388283, 0.4292948357], 1e-10);
  });

  it('is one program with its rule', () => {
    expect(traceRule(lookahead(AdamW.rule), AdamW.rule.defaults).stages).toHaveLength(1);
    expect(lookahead(AdamW.rule).name).toBe('lookahead AdamW');
  });

  it('refuses what its documentation does not accept', () => {
    expect(() => lookahead(SGD.rule, { alpha: 1.5 })).toThrow('lookahead.alpha: got 1.5');
    expect(() => lookahead(SGD.rule, { k: 0 })).toThrow(
      'lookahead.k: got 0, expected an integer ≥ 1',
    );
    expect(() => lookahead(SGD.rule, { k: 1.5 })).toThrow('lookahead.k: got 1.5');
    expect(() => lookahead(SGD.rule, { lazy: 1 as never })).toThrow('lookahead.lazy: got 1');
  });
});
