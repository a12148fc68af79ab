import type { Algebra, Sign } from '../../formula/algebra.js';
import { readFormula } from '../../formula/parse.js';

/** A part of a formula: expressions of its value, and of its derivatives by x and by y. */
interface Term {
  readonly value: string;
  readonly dx: string;
  readonly dy: string;
}

const sides = ['dx', 'dy'] as const;

/** Functions of one number u, and their derivatives. */
const ofOne: Readonly<Record<string, readonly [value: string, derivative: string]>> = {
  sin: ['Math.sin(u)', 'Math.cos(u)'],
  cos: ['Math.cos(u)', '-Math.sin(u)'],
  tan: ['Math.tan(u)', '1 / Math.cos(u) ** 2'],
  tanh: ['Math.tanh(u)', '1 - Math.tanh(u) ** 2'],
  exp: ['Math.exp(u)', 'Math.exp(u)'],
  ln: ['Math.log(u)', '1 / u'],
  log: ['Math.log(u)', '1 / u'],
  sqrt: ['Math.sqrt(u)', '0.5 / Math.sqrt(u)'],
  abs: ['Math.abs(u)', 'Math.sign(u)'],
};

/**
 * A formula as a function `surface` that returns its value and gradient: the operations of the playground, in its order,
 * one a line.
 */
export function formulaText(formula: string): string {
  const writer = new Writer();
  const { value, dx, dy } = readFormula(formula, writer);
  return `// ${formula}
function surface([x, y]) {
${writer.lines.map((line) => `  ${line}`).join('\n')}
  return { value: ${value}, gradient: [${dx}, ${dy}] };
}`;
}

/** Writes each operation as a line of its own. */
class Writer implements Algebra<Term> {
  readonly lines: string[] = [];
  readonly x: Term = { value: 'x', dx: '1', dy: '0' };
  readonly y: Term = { value: 'y', dx: '0', dy: '1' };

  number(value: number): Term {
    return { value: String(value), dx: '0', dy: '0' };
  }

  join(sign: Sign, u: Term, v: Term): Term {
    if (sign === '+' || sign === '-') {
      return this.#each((part) => {
        if (v[part] === '0' && part !== 'value') return u[part];
        return sign === '+' && u[part] === '0' ? v[part] : `${u[part]} ${sign} ${v[part]}`;
      });
    }
    if (sign === '^') return this.#power(u, v);
    const value = this.#named(`${u.value} ${sign} ${v.value}`);
    return this.#derived(value, (side) => {
      if (sign === '*') return sumOf(product(u[side], v.value), product(u.value, v[side]));
      const above = v[side] === '0' ? u[side] : `(${u[side]} - ${product(value, v[side])})`;
      return above === '0' ? '0' : `${above} / ${v.value}`;
    });
  }

  call(name: string, inputs: readonly Term[]): Term {
    const [u, v] = inputs as [Term, Term];
    if (name === 'pow') return this.#power(u, v);
    if (name === 'min' || name === 'max') {
      const takesSecond = this.#named(`${v.value} ${name === 'min' ? '<' : '>'} ${u.value}`);
      return this.#each((part) =>
        u[part] === v[part] ? u[part] : `${takesSecond} ? ${v[part]} : ${u[part]}`,
      );
    }
    const [value, derivative] = ofOne[name] as readonly [string, string];
    const put = (text: string) => text.replaceAll(/\bu\b/g, u.value);
    const slope = isConstant(u) ? '0' : this.#named(put(derivative));
    return this.#derived(this.#named(put(value)), (side) => chained(slope, u[side]));
  }

  #power(u: Term, v: Term): Term {
    const value = this.#named(`${u.value} ** ${v.value}`);
    const byBase = isConstant(u) ? '0' : this.#slopeOfPower(u.value, v.value);
    const byExponent = isConstant(v) ? '0' : this.#named(`${value} * Math.log(${u.value})`);
    return this.#derived(value, (side) =>
      sumOf(this.#named(chained(byBase, u[side])), this.#named(chained(byExponent, v[side]))),
    );
  }

  /** The derivative of u to the power of v by u. */
  #slopeOfPower(u: string, v: string): string {
    const exponent = Number(v);
    if (!Number.isNaN(exponent)) {
      return this.#named(product(v, exponent === 2 ? u : this.#named(`${u} ** ${exponent - 1}`)));
    }
    return this.#named(`${v} === 0 ? 0 : ${v} * ${u} ** (${v} - 1)`);
  }

  #each(write: (part: keyof Term) => string): Term {
    return this.#derived(this.#named(write('value')), write);
  }

  #derived(value: string, write: (side: (typeof sides)[number]) => string): Term {
    const [dx = '', dy = ''] = sides.map((side) => this.#named(write(side)));
    return { value, dx, dy };
  }

  /** A name for what an expression gives; a name or a number stands for itself. */
  #named(expression: string): string {
    if (/^-?[\w.]+$/.test(expression)) return expression;
    const known = this.lines.findIndex((line) => line.endsWith(` = ${expression};`));
    if (known >= 0) return `t${known}`;
    this.lines.push(`const t${this.lines.length} = ${expression};`);
    return `t${this.lines.length - 1}`;
  }
}

const isConstant = ({ dx, dy }: Term): boolean => dx === '0' && dy === '0';

function product(left: string, right: string): string {
  if (left === '0' || right === '0') return '0';
  if (left === '1') return right;
  return right === '1' ? left : `${left} * ${right}`;
}

/** A derivative times that of what it is taken by: where that is 0, the first may be none. */
function chained(slope: string, inner: string): string {
  return /^(t\d+|x|y)$/.test(inner) && slope !== '0'
    ? `${inner} === 0 ? 0 : ${slope} * ${inner}`
    : product(slope, inner);
}

function sumOf(left: string, right: string): string {
  if (left === '0') return right;
  return right === '0' ? left : `${left} + ${right}`;
}
