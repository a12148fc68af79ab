import type { Space } from './space.js';

/** Vectors in JavaScript, in float64. */
export const float64Space: Space<Float64Array, number> = {
  round: (x) => x,
  scaled: (a, factor) => a.map((x) => factor * x),
  difference: (a, b) => a.map((x, i) => x - (b[i] as number)),
  dot: (a, b) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0),
  largest: (a) => a.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0),
  total: (a) => a.reduce((sum, x) => sum + Math.abs(x), 0),
  moved: (a, b, factor, p, q = 0) => a.map((x, i) => x + factor * (p - q) * (b[i] as number)),
  read: async (...scalars) => [...scalars],
  free: () => {},
};
