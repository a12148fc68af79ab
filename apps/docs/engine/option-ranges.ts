import type { OptionValues, Transform } from '@nadir/core';

/** An option that is a number, and what a slider of it moves between. */
export interface NumberOption {
  readonly name: string;
  readonly range: {
    readonly min: number;
    readonly max: number;
    readonly initial: number;
    readonly step?: number;
    readonly log?: boolean;
  };
}

/** Options of a rule that can be set by hand. */
export interface Settable {
  /** Numbers: the learning rate, then what is kept of the past, then the rest, and last the terms ε. */
  readonly numbers: readonly NumberOption[];
  readonly switches: readonly string[];
}

/** What can be set of a rule, with ranges that its own checks accept. */
export function settableOf(rule: Transform, rate: number): Settable {
  const entries = Object.entries(rule.defaults);
  const numbers = entries.flatMap(([name, value]) =>
    typeof value === 'number' && Number.isFinite(value)
      ? [{ name, range: name === 'learningRate' ? around(rate) : rangeOf(rule, name, value) }]
      : [],
  );
  return {
    numbers: numbers.toSorted((a, b) => rankOf(a) - rankOf(b)),
    switches: entries.flatMap(([name, value]) => (typeof value === 'boolean' ? [name] : [])),
  };
}

/** Two decades around a number, by equal ratios. */
const around = (initial: number) =>
  ({ min: initial / 30, max: initial * 30, initial, log: true }) as const;

/** Names that come first, in this order; ε come last. */
const order = [/^learningRate$/, /^(momentum|beta|alpha|rho)$/, /^beta\d$/, /^weightDecay$/];

function rankOf({ name }: NumberOption): number {
  if (/^epsilon/.test(name)) return order.length + 1;
  const rank = order.findIndex((pattern) => pattern.test(name));
  return rank < 0 ? order.length : rank;
}

function rangeOf(rule: Transform, name: string, initial: number): NumberOption['range'] {
  const takes = (value: number) => accepts(rule, { ...rule.defaults, [name]: value });
  if (!takes(initial + 0.5) && !takes(initial + 0.25)) {
    if (takes(initial + 1) && takes(initial + 2)) {
      return { min: takes(0) ? 0 : 1, max: Math.max(10, 4 * initial), initial, step: 1 };
    }
  }
  const least = takes(0) ? 0 : undefined;
  // Decay rates: in [0, 1), some with the 1.
  if (initial <= 1 && !takes(1.5) && takes(0.5)) {
    return { min: least ?? 0.001, max: takes(1) ? 1 : 0.999, initial, step: 0.001 };
  }
  if (initial < 0) return { min: 4 * initial, max: 0, initial };
  if (initial === 0) return { min: 0, max: 1, initial, step: 0.01 };
  // Where numbers are far below 1, only ratios say something.
  if (initial < 0.01) return { min: initial / 1e4, max: 1, initial, log: true };
  const low = initial / 10;
  return least === undefined
    ? { min: takes(low) ? low : initial, max: initial * 10, initial, log: true }
    : { min: 0, max: 4 * initial, initial };
}

function accepts(rule: Transform, options: OptionValues): boolean {
  try {
    rule.check(options, rule.name);
    return true;
  } catch {
    return false;
  }
}
