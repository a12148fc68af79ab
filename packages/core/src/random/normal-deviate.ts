import {
  abs,
  add,
  div,
  type Expr,
  less,
  mul,
  sqrt,
  square,
  sub,
  uniform,
  where,
} from '../program/expression.js';

/**
 * A number of the normal distribution for each element, inside of a program: by the method of Box and
 * Muller, from the upper 24 of two times 32 random bits.
 *
 *     √(−2 ln(1 − u)) · cos(2π (v − ½))        u, v = uniform(radius), uniform(angle)
 *
 * Logarithm and cosine are polynomials here, made of the operations of the language, so that every
 * backend has the same numbers as far as it has the same operations: within 1e-6 of the formula above,
 * and the greatest is √(48 ln 2) ≈ 5.77. {@link randomNormal} makes tensors, from 32 bits.
 */
export function normalDeviate(radius: Expr<'uint32'>, angle: Expr<'uint32'>): Expr {
  // 1 − u is a multiple of 2⁻²⁴ in (0, 1]: exact, and never 0.
  const length = sqrt(mul(2, negativeLogarithm(sub(1, uniform(radius)))));
  return mul(length, sineOfTurns(sub(0.25, abs(sub(uniform(angle), 0.5)))));
}

/** −ln x for x in [2⁻²⁴, 1]. */
function negativeLogarithm(x: Expr): Expr {
  // x = 2⁻ᵉ m with m in [½, 1]: products with powers of two are exact.
  let [m, e]: [Expr, Expr | number] = [x, 0];
  for (const step of [16, 8, 4, 2, 1]) {
    const isSmall = less(m, 2 ** -step);
    e = where(isSmall, add(e, step), e);
    m = where(isSmall, mul(m, 2 ** step), m);
  }
  // Around 1, where the series below converges fast: m in [√½, √2].
  const isSmall = less(m, Math.SQRT1_2);
  e = where(isSmall, add(e, 1), e);
  m = where(isSmall, mul(m, 2), m);
  // ln m = 2 artanh z, and |z| ≤ 0.172: what is left out is below 2 z¹³ / 13 < 2e-11.
  const z = div(sub(m, 1), add(m, 1));
  const series = polynomial(square(z), [1, 1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11]);
  return sub(mul(e, Math.LN2), mul(mul(2, z), series));
}

/** sin 2πx for x in [−¼, ¼]. */
function sineOfTurns(x: Expr): Expr {
  const a = mul(2 * Math.PI, x);
  // The series of the sine: what is left out is below (π/2)¹³ / 13! < 6e-8.
  let factorial = 1;
  const coefficients = [0, 1, 2, 3, 4, 5].map((k) => {
    if (k > 0) factorial *= -2 * k * (2 * k + 1);
    return 1 / factorial;
  });
  return mul(a, polynomial(square(a), coefficients));
}

/** c₀ + c₁ x + c₂ x² + …, by the scheme of Horner. */
const polynomial = (x: Expr, coefficients: readonly number[]): Expr =>
  coefficients
    .slice(0, -1)
    .reduceRight<Expr | number>(
      (sum, coefficient) => add(coefficient, mul(x, sum)),
      coefficients.at(-1) as number,
    ) as Expr;
