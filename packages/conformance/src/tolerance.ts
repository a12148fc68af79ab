/**
 * How far a backend may be from the reference: not at all, or by `absolute + relative · |x|` for a
 * number x. Where two NaNs, or two infinities of one sign, meet, they are equal.
 */
export type Tolerance = 'exact' | { readonly relative: number; readonly absolute: number };

/** The tolerance that allows whatever one of two does. */
export function wider(a: Tolerance, b: Tolerance = 'exact'): Tolerance {
  if (a === 'exact' || b === 'exact') return a === 'exact' ? b : a;
  return {
    relative: Math.max(a.relative, b.relative),
    absolute: Math.max(a.absolute, b.absolute),
  };
}
