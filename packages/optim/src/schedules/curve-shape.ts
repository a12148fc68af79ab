import { checkWord } from '@nadir/core/internal';

/**
 * The way from one value to another, as the part that is done after a share x of the steps:
 *
 *     linear    x
 *     cosine    (1 − cos πx) / 2      slow at both ends
 *     sqrt      √x                    fast at first: what is left is 1 − √x
 *     square    x²                    slow at first: what is left is 1 − x²
 */
export type CurveShape = 'linear' | 'cosine' | 'sqrt' | 'square';

const ways: Readonly<Record<CurveShape, (x: number) => number>> = {
  linear: (x) => x,
  cosine: (x) => (1 - Math.cos(Math.PI * x)) / 2,
  sqrt: Math.sqrt,
  square: (x) => x * x,
};

/** The value after a share x of the way, in [0, 1]; exactly `from` at 0 and `to` at 1. */
export function between(from: number, to: number, shape: CurveShape, x: number): number {
  return x >= 1 ? to : from + (to - from) * ways[shape](x);
}

/** Throws unless `shape` is the name of one. */
export function checkCurveShape(where: string, shape: unknown): void {
  checkWord(where, { shape }, 'shape', Object.keys(ways));
}
