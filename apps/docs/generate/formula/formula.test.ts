import { describe, expect, test } from 'vitest';
import { blockOf } from './block.js';
import { texOf } from './expression.js';

describe('an expression', () => {
  test.each([
    ['m ← β₁ m + (1 − β₁) g', 'm \\leftarrow \\beta_{1} m + \\left(1 - \\beta_{1}\\right) g'],
    ['m̂ / (√v̂ + ε)', '\\frac{\\hat{m}}{\\sqrt{\\hat{v}} + \\varepsilon}'],
    ['γ g / d η', '\\frac{\\gamma g}{d} \\eta'],
    ['√(u + ε) / √(v + ε) g', '\\frac{\\sqrt{u + \\varepsilon}}{\\sqrt{v + \\varepsilon}} g'],
    ['(d/d₀) g', '\\left(d/d_{0}\\right) g'],
    ['(S + ε I)^(−1 / 2k)', '\\left(S + \\varepsilon I\\right)^{- \\frac{1}{2 k}}'],
    ['(X Xᵀ)²', '\\left(X X^{\\top}\\right)^{2}'],
    ['‖θ₀‖ / ‖θ‖²', '\\frac{\\left\\|\\theta_{0}\\right\\|}{\\left\\|\\theta\\right\\|^{2}}'],
    ['1 / Σ|gᵢ|', '\\frac{1}{\\sum \\left|g_{i}\\right|}'],
    ['(1 − q) Σ g / s + 1', '\\left(1 - q\\right) \\sum \\frac{g}{s} + 1'],
    ['2 t β₂ᵗ / ρ∞', '\\frac{2 t \\beta_{2}^{t}}{\\rho_{\\infty}}'],
    ['ŝ', '\\hat{s}'],
    ['g′', "g'"],
    ['mean of a row − R', '\\text{mean of a row } - R'],
    ['a − 1 with `form`', 'a - 1 \\text{ with} \\;\\texttt{form}'],
  ])('%s', (formula, tex) => {
    expect(texOf(formula)).toBe(tex);
  });

  test.each([
    ['θ ☃ 1', 'θ ☃ 1: got "☃", expected a character with a translation.'],
    ['(1 − β', '(1 − β: got "(" without its partner.'],
    ['1 − β)', '1 − β): got ")" without its partner.'],
  ])('is refused: %s', (formula, message) => {
    expect(() => texOf(formula)).toThrow(message);
  });
});

describe('a block', () => {
  test('is aligned at arrows and equals signs, with what is far to the right in a column', () => {
    expect(blockOf(['g ← g + λ θ,  or g      with `x`', 'd = 1'])).toBe(
      [
        '\\begin{aligned}',
        'g & \\leftarrow g + \\lambda \\theta , \\quad \\text{or } g & & \\qquad \\text{with} \\;\\texttt{x} \\\\',
        'd & = 1',
        '\\end{aligned}',
      ].join('\n'),
    );
  });

  test('puts what is beside a wide line below it', () => {
    const wide = `d ← g${' '.repeat(90)}if t > 1`;
    expect(blockOf([wide])).toContain('d & \\leftarrow g \\\\\n& \\qquad \\text{if } t > 1');
  });

  test('leaves a sentence a sentence', () => {
    expect(blockOf(['the same as before'])).toContain(' & \\text{the same as before}');
  });
});
