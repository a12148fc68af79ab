import { type Token, tokensOf } from './tokens.js';

/**
 * A formula in Unicode as TeX. What stands beside each other is multiplied, `a / b` is a fraction of all factors
 * before the slash and one behind it, and words stay words.
 *
 * @throws Error at a character that has no translation, and at a bracket without its partner.
 */
export function texOf(formula: string): string {
  const reader = new Reader(joinWords(tokensOf(formula)), formula);
  const tex = reader.sequence(() => false);
  return tex;
}

/** Words that follow each other are one, with the letter "a" among them. */
function joinWords(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  tokens.forEach((token, i) => {
    const last = joined.at(-1);
    const isArticle =
      token.tex === 'a' && token.spaced && tokens[i + 1]?.kind === 'word' && last?.kind === 'word';
    if (token.kind !== 'word' && !isArticle) {
      joined.push(token);
    } else if (last?.kind === 'word' && token.spaced) {
      joined[joined.length - 1] = { ...last, tex: `${last.tex} ${token.tex}` };
    } else joined.push({ ...token, kind: 'word' });
  });
  return joined;
}

class Reader {
  #at = 0;
  readonly #tokens: readonly Token[];
  readonly #formula: string;

  constructor(tokens: readonly Token[], formula: string) {
    this.#tokens = tokens;
    this.#formula = formula;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Everything up to a token that ends it, which is left. */
  sequence(ends: (token: Token) => boolean): string {
    const written: string[] = [];
    let factors: string[] = [];
    const flush = () => {
      written.push(...factors);
      factors = [];
    };
    for (let token = this.#peek(); token !== undefined && !ends(token); token = this.#peek()) {
      if (token.kind === 'slash') {
        this.#at++;
        factors = [this.#fraction(token, factors)];
        // A fraction is one factor of what follows: "a / b c" is (a / b) c.
        flush();
      } else if (token.kind === 'operator' || token.kind === 'mark') {
        this.#at++;
        flush();
        written.push(token.kind === 'mark' && this.#peek()?.spaced ? `${token.tex}\\;` : token.tex);
      } else if (token.kind === 'word') {
        this.#at++;
        flush();
        written.push(`\\text{${this.#spaceBefore(token)}${token.tex}${this.#spaceAfter()}}`);
      } else if (token.kind === 'code') {
        this.#at++;
        flush();
        written.push(`${token.spaced ? '\\;' : ''}${token.tex}${this.#spaceAfter() && '\\;'}`);
      } else factors.push(this.#factor());
    }
    flush();
    return written.join(' ');
  }

  /** What a sum is over: the product behind it, fractions included. */
  #product(): string {
    const endsProduct = ['operator', 'mark', 'word', 'code', 'close', 'bar'];
    const isEnd = ({ kind, spaced }: Token, isFirst: boolean) =>
      endsProduct.includes(kind) && !(kind === 'bar' && (isFirst || spaced));
    const first = this.#at;
    return this.sequence((token) => isEnd(token, this.#at === first));
  }

  #spaceBefore({ spaced }: Token): string {
    return spaced && this.#at > 1 ? ' ' : '';
  }

  #spaceAfter(): string {
    return this.#peek()?.spaced && this.#peek()?.kind !== 'code' ? ' ' : '';
  }

  /** What a slash makes of the factors before it. Without spaces, as in "t / T" written "t/T", it stays a slash. */
  #fraction(slash: Token, factors: readonly string[]): string {
    const tight = !slash.spaced;
    const below = this.#denominator();
    if (tight) return `${factors.join(' ')}/${below}`;
    return `\\frac{${bare(factors)}}{${bare([below])}}`;
  }

  /** One factor, and what is written to it without space: "2k". */
  #denominator(): string {
    const parts = [this.#factor()];
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      if (token.spaced || !['symbol', 'number', 'open', 'root'].includes(token.kind)) break;
      parts.push(this.#factor());
    }
    return parts.join(' ');
  }

  /** A symbol, number, bracket, root or function with its argument, with its power. */
  #factor(): string {
    const token = this.#peek();
    if (token === undefined) throw new Error(`${this.#formula}: got its end, expected a factor.`);
    this.#at++;
    return this.#scripts(this.#plain(token));
  }

  #plain(token: Token): string {
    if (token.kind === 'root') return `\\sqrt{${bare([this.#factor()])}}`;
    if (token.kind === 'sum') return `${token.tex} ${this.#product()}`;
    if (token.kind === 'open' || token.kind === 'bar') return this.#group(token);
    if (token.kind === 'operator') return `${token.tex} ${this.#factor()}`;
    if (token.kind === 'function') {
      const next = this.#peek();
      return next?.kind === 'open' && !next.spaced ? `${token.tex}${this.#factor()}` : token.tex;
    }
    if (token.kind === 'close') {
      throw new Error(`${this.#formula}: got "${token.tex}" without its partner.`);
    }
    return token.tex;
  }

  /** From an opening bracket, which is read, to its partner. */
  #group(open: Token): string {
    const inside = this.sequence(({ kind, tex }) =>
      open.kind === 'bar' ? kind === 'bar' && tex.startsWith(open.tex) : kind === 'close',
    );
    const close = this.#peek();
    if (close === undefined) {
      throw new Error(`${this.#formula}: got "${open.tex}" without its partner.`);
    }
    this.#at++;
    const scripts = open.kind === 'bar' ? close.tex.slice(open.tex.length) : close.tex.slice(1);
    const side = open.kind === 'bar' ? open.tex : close.tex[0];
    return `\\left${open.tex}${inside}\\right${side}${scripts}`;
  }

  #scripts(tex: string): string {
    let whole = tex;
    for (let token = this.#peek(); token !== undefined && !token.spaced; token = this.#peek()) {
      if (token.kind !== 'power' && token.kind !== 'below') break;
      this.#at++;
      whole += `${token.tex}{${bare([this.#factor()])}}`;
    }
    return whole;
  }
}

/** Factors as they stand in a fraction or below a root, where one pair of round brackets around all says nothing. */
function bare(factors: readonly string[]): string {
  const [only = ''] = factors;
  if (factors.length !== 1 || !only.startsWith('\\left(') || !only.endsWith('\\right)')) {
    return factors.join(' ');
  }
  let depth = 0;
  for (const { 0: sign, index } of only.matchAll(/\\left|\\right/g)) {
    // \leftarrow opens nothing.
    if (only.startsWith('\\leftarrow', index)) continue;
    depth += sign === '\\left' ? 1 : -1;
    if (depth === 0 && index < only.length - '\\right)'.length) return only;
  }
  return only.slice('\\left('.length, -'\\right)'.length);
}
