/** What a piece of a formula is. */
export type Kind =
  | 'symbol'
  | 'number'
  | 'function'
  | 'word'
  | 'code'
  | 'operator'
  | 'slash'
  | 'root'
  | 'sum'
  | 'open'
  | 'close'
  | 'bar'
  | 'power'
  | 'below'
  | 'mark';

/** A piece of a formula. */
export interface Token {
  readonly kind: Kind;
  /** As TeX, but for what only the parser can tell. */
  readonly tex: string;
  /** Whether there is space before it. */
  readonly spaced: boolean;
}

const greek: Readonly<Record<string, string>> = {
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  η: '\\eta',
  θ: '\\theta',
  λ: '\\lambda',
  μ: '\\mu',
  ν: '\\nu',
  π: '\\pi',
  ρ: '\\rho',
  σ: '\\sigma',
  τ: '\\tau',
  φ: '\\varphi',
  ψ: '\\psi',
  Γ: '\\Gamma',
  Δ: '\\Delta',
};

const above: Readonly<Record<string, string>> = Object.fromEntries(
  [...'⁰¹²³⁴⁵⁶⁷⁸⁹']
    .map((sign, i) => [sign, String(i)])
    .concat(
      [...'ᵗᵀᵏᶜᵖʳᵅ⁺⁻'].map((sign, i) => [
        sign,
        ['t', '\\top', 'k', 'c', 'p', 'r', '\\alpha', '+', '-'][i] as string,
      ]),
    ),
);

const below: Readonly<Record<string, string>> = Object.fromEntries(
  [...'₀₁₂₃₄₅₆₇₈₉']
    .map((sign, i) => [sign, String(i)])
    .concat(
      [...'ₜₛᵢⱼₖₙ₊₋∞'].map((sign, i) => [
        sign,
        ['t', 's', 'i', 'j', 'k', 'n', '+', '-', '\\infty'][i] as string,
      ]),
    ),
);

const operators: Readonly<Record<string, string>> = {
  '←': '\\leftarrow',
  '=': '=',
  '+': '+',
  '−': '-',
  '-': '-',
  '±': '\\pm',
  '·': '\\cdot',
  '×': '\\times',
  '≈': '\\approx',
  '≥': '\\ge',
  '≤': '\\le',
  '>': '>',
  '<': '<',
};

const functions = new Set(['max', 'min', 'sign', 'exp', 'log', 'cos', 'tanh', 'prox', 'RMS']);

const signs: Readonly<Record<string, Omit<Token, 'spaced'>>> = {
  '/': { kind: 'slash', tex: '/' },
  '√': { kind: 'root', tex: '\\sqrt' },
  Σ: { kind: 'sum', tex: '\\sum' },
  '(': { kind: 'open', tex: '(' },
  '[': { kind: 'open', tex: '[' },
  ')': { kind: 'close', tex: ')' },
  ']': { kind: 'close', tex: ']' },
  '|': { kind: 'bar', tex: '|' },
  '‖': { kind: 'bar', tex: '\\|' },
  '^': { kind: 'power', tex: '^' },
  _: { kind: 'below', tex: '_' },
  ',': { kind: 'mark', tex: ',' },
  ';': { kind: 'mark', tex: ';' },
  ':': { kind: 'mark', tex: ':' },
  '.': { kind: 'mark', tex: '.' },
  '…': { kind: 'symbol', tex: '\\ldots' },
  '∞': { kind: 'symbol', tex: '\\infty' },
  '½': { kind: 'number', tex: '\\tfrac12' },
  '∂': { kind: 'symbol', tex: '\\partial' },
  '∇': { kind: 'symbol', tex: '\\nabla' },
};

const patterns: readonly (readonly [RegExp, (found: string) => Omit<Token, 'spaced'>])[] = [
  [
    /^`[^`]*`/,
    (found) => ({ kind: 'code', tex: `\\texttt{${found.slice(1, -1).replaceAll('_', '\\_')}}` }),
  ],
  [/^\d+(\.\d+)?(e-?\d+)?/, (found) => ({ kind: 'number', tex: found })],
  [
    /^[A-Za-z]{2,}/,
    (found) =>
      functions.has(found)
        ? { kind: 'function', tex: `\\operatorname{${found}}` }
        : { kind: 'word', tex: found },
  ],
  [/^[A-Za-z]/, (found) => ({ kind: 'symbol', tex: found })],
];

/**
 * The pieces of a formula that is written in Unicode, as in doc comments. Hats, bars, primes and letters above or
 * below belong to the piece before them.
 *
 * @throws Error at a character that has no translation.
 */
export function tokensOf(formula: string): Token[] {
  // A hat stands behind its letter, also where both are one character.
  const text = formula.replace(/[\u00c0-\u017f\u1e00-\u1eff]/g, (letter) =>
    letter.normalize('NFD'),
  );
  const tokens: Token[] = [];
  let spaced = false;
  for (let rest = text; rest !== ''; ) {
    const space = /^\s+/.exec(rest)?.[0];
    if (space !== undefined) {
      spaced = true;
      rest = rest.slice(space.length);
      continue;
    }
    const [token, length] = next(rest, formula);
    const marks = marksBehind(rest.slice(length));
    tokens.push({ ...token, tex: marks.apply(token.tex), spaced });
    spaced = false;
    rest = rest.slice(length + marks.length);
  }
  return tokens;
}

function next(rest: string, formula: string): [Omit<Token, 'spaced'>, number] {
  for (const [pattern, make] of patterns) {
    const found = pattern.exec(rest)?.[0];
    if (found !== undefined) return [make(found), found.length];
  }
  const [sign = ''] = rest;
  const token =
    signs[sign] ??
    (operators[sign] && { kind: 'operator' as const, tex: operators[sign] }) ??
    (greek[sign] && { kind: 'symbol' as const, tex: greek[sign] });
  if (!token) {
    throw new Error(
      `${formula}: got "${sign}", expected a character with a translation. Add it to apps/docs/generate/formula/tokens.ts.`,
    );
  }
  return [token, sign.length];
}

/** Hats, primes, and letters below and above, in that order in TeX. */
function marksBehind(rest: string) {
  let length = 0;
  let [hat, prime, low, high] = ['', '', '', ''];
  for (const sign of rest) {
    if (sign === '\u0302') hat = '\\hat';
    else if (sign === '\u0304') hat = '\\bar';
    else if (sign === '′') prime += "'";
    else if (below[sign] !== undefined) low += below[sign];
    else if (above[sign] !== undefined) high += above[sign];
    else break;
    length += sign.length;
  }
  // "ρ∞" is ρ with infinity below.
  const apply = (tex: string) =>
    `${hat === '' ? tex : `${hat}{${tex}}`}${prime}${low && `_{${low}}`}${high && `^{${high}}`}`;
  return { length, apply };
}
