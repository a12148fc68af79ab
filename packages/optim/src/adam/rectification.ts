/**
 * How much a mean of squares with decay rate β₂ tells at step t: ρ, the length of the simple average that
 * varies as much, and the factor r by which steps shrink while it is short.
 *
 *     ρ∞ = 2 / (1 − β₂) − 1
 *     ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
 *     r = √((ρ − 4) (ρ − 2) ρ∞ / ((ρ∞ − 4) (ρ∞ − 2) ρ))         where ρ > 4
 *
 * Paper: Liu et al., ICLR 2020, https://arxiv.org/abs/1908.03265
 */
export function rectification(beta2: number, t: number): { length: number; factor: number } {
  const longest = 2 / (1 - beta2) - 1;
  const power = beta2 ** t;
  const length = longest - (2 * t * power) / (1 - power);
  const share = ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length);
  return { length, factor: Math.sqrt(share) };
}
