import { j as add, z as mul } from "./check-Bw3kyXK2.js";
// packages/optim/src/transforms/mean-square.ts
/**
* β v + (1 − β) x², a running mean of squares, in the operations of PyTorch: `v.mul_(β).addcmul_(x, x, value=1 − β)`.
*
* It multiplies (1 − β) x by x, so that it stays finite for a larger x than x² does. Where it overflows all the same it
* is ∞ from then on, and what is divided by its root is 0. As `lerp(v, x², 1 − β)` it would be NaN one step later.
*
* @param oneMinusBeta 1 − β computed on the host: in float32 the difference would lose three of seven digits.
*/
var meanSquare = (v, x, beta, oneMinusBeta) => add(mul(beta, v), mul(mul(oneMinusBeta, x), x));
export { meanSquare as t };
