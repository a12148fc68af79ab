import { abs, add, type Expr, equal, less, mul, neg, type Operand, sub, where } from '@nadir/core';

/** Whether numbers of both signs have codes, or only those from 0 on, twice as many. */
export type Signs = 'signed' | 'unsigned';

/** The decades of a map, 1e-7 to 1e-6 first, each divided into twice as many equal parts as the one below. */
const decades = 7;
const unitOf = (decade: number): number => 10 ** (decade + 1 - decades);

/** Parts of the lowest decade, the code of 0, and how often the parts of the highest are halved. */
const layouts = {
  signed: { parts: 1, zero: 127, halvings: 6 },
  unsigned: { parts: 2, zero: 0, halvings: 7 },
} as const;

/** The code of the largest number of a block. */
const one = 255;

/**
 * The number in [−1, 1] that a code from 0 to 255 stands for, in the dynamic map with 8 bits.
 *
 * It is 0, 1, or the middle of one of the equal parts of a decade. So numbers near 1 are told apart by 1 %
 * and those near 1e-6 by their magnitude: what large and small elements of a state need.
 *
 * Paper: Dettmers et al., ICLR 2022, https://arxiv.org/abs/2110.02861. The numbers are those of
 * `create_dynamic_map` of bitsandbytes.
 */
export function decoded(code: Expr, signs: Signs): Expr {
  const { parts, zero } = layouts[signs];
  const isNegative = less(code, zero);
  const rank = where(isNegative, sub(zero - 1, code), sub(code, zero + 1));
  const inDecade = (decade: number) => less(parts * (2 ** decade - 1) - 0.5, rank);
  const choose = (of: (decade: number) => number) => choice(inDecade, of);
  const part = sub(
    rank,
    choose((decade) => parts * (2 ** decade - 1)),
  );
  const share = choose((decade) => 1 / (parts * 2 ** decade));
  const middle = add(0.1, mul(0.9, mul(share, add(part, 0.5))));
  const size = mul(choose(unitOf), middle);
  const signed = where(isNegative, neg(size), size);
  return where(equal(code, zero), 0, where(equal(code, one), 1, signed));
}

/**
 * The code of the number nearest to x / scale. Of what is below 0 it is that of a number below 0, however
 * small, as in bitsandbytes: a mean of gradients keeps its sign.
 *
 * @param scale The largest |x| of a block. Borders are multiplied by it, so that nothing is divided.
 */
export function encoded(x: Expr, scale: Expr, signs: Signs): Expr {
  const { parts, zero, halvings } = layouts[signs];
  const size = abs(x);
  const isAbove = (border: number) => less(mul(scale, border), size);
  const middleOf = (decade: number, part: number) =>
    unitOf(decade) * (0.1 + (0.9 * (part + 0.5)) / (parts * 2 ** decade));
  const lastOf = (decade: number) => middleOf(decade, parts * 2 ** decade - 1);
  const inDecade = (decade: number) => isAbove((lastOf(decade - 1) + middleOf(decade, 0)) / 2);
  const count = choice(inDecade, (decade) => parts * 2 ** decade);
  const unit = mul(scale, choice(inDecade, unitOf));

  let share: Operand = 0;
  for (let i = 1; i <= halvings; i++) {
    const further = add(share, 2 ** -i);
    const border = mul(unit, add(0.1, mul(0.9, further)));
    const next = where(less(border, size), further, share);
    // A decade has parts as long as they can be halved.
    const lowest = i - Math.log2(parts);
    share = lowest === 0 ? next : where(inDecade(lowest), next, share);
  }
  const rank = add(mul(count, share), sub(count, parts));
  const isOne = isAbove((lastOf(decades - 1) + 1) / 2);
  const positive = where(isOne, one, where(isAbove(middleOf(0, 0) / 2), add(rank, zero + 1), zero));
  return signs === 'unsigned' ? positive : where(less(x, 0), sub(zero - 1, rank), positive);
}

/** A number for the decade that an element is in. A higher one counts if several hold. */
function choice(inDecade: (decade: number) => Expr<'mask'>, of: (decade: number) => number): Expr {
  let chosen = where(inDecade(1), of(1), of(0));
  for (let decade = 2; decade < decades; decade++) {
    chosen = where(inDecade(decade), of(decade), chosen);
  }
  return chosen;
}
