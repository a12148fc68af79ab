/**
 * Terms that formulas, controls and drawings show in one colour. A formula writes `\term{momentum}{\mu}`; the colour
 * is the token `--term-momentum`.
 */
export const terms = [
  'momentum',
  'rate',
  'loss',
  'lambda',
  'l1',
  'l2',
  'subgradient',
  'series',
  'alpha',
  'keeps',
  'takes',
  'uncorrected',
  'corrected',
  'miscorrected',
  'gradient',
  'first',
  'second',
  'epsilon',
  'step',
  'decoupled',
  'mask',
  'probability',
  'evaluation',
] as const;

/** The name of a term. */
export type Term = (typeof terms)[number];

/** What a mark of a drawing or a symbol beside a control is bound to: classes, and the colour of its term or its own. */
export const showing = (term: Term | undefined, color?: string) => ({
  class: ['mark', term && `term-${term}`],
  style: { color: term === undefined ? color : `var(--term-${term})` },
});
