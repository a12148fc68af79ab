/** A value, and its derivatives by x and by y. */
export interface Dual {
  readonly value: number;
  readonly dx: number;
  readonly dy: number;
}

/** A number that depends on nothing. */
export const fixed = (value: number): Dual => ({ value, dx: 0, dy: 0 });

/** f(u), given the value of f there and its derivative. */
export function chainRule(u: Dual, value: number, derivative: number): Dual {
  // What does not depend on u has no derivative, even where f has none.
  const by = (du: number) => (du === 0 ? 0 : derivative * du);
  return { value, dx: by(u.dx), dy: by(u.dy) };
}

export const plus = (u: Dual, v: Dual): Dual => ({
  value: u.value + v.value,
  dx: u.dx + v.dx,
  dy: u.dy + v.dy,
});

export const minus = (u: Dual, v: Dual): Dual => ({
  value: u.value - v.value,
  dx: u.dx - v.dx,
  dy: u.dy - v.dy,
});

export const times = (u: Dual, v: Dual): Dual => ({
  value: u.value * v.value,
  dx: u.dx * v.value + u.value * v.dx,
  dy: u.dy * v.value + u.value * v.dy,
});

export function over(u: Dual, v: Dual): Dual {
  const value = u.value / v.value;
  return {
    value,
    dx: (u.dx - value * v.dx) / v.value,
    dy: (u.dy - value * v.dy) / v.value,
  };
}

/** u to the power of v. Where v depends on nothing, u may be negative. */
export function power(u: Dual, v: Dual): Dual {
  const value = u.value ** v.value;
  const base = chainRule(u, value, v.value === 0 ? 0 : v.value * u.value ** (v.value - 1));
  const exponent = chainRule(v, value, value * Math.log(u.value));
  return { value, dx: base.dx + exponent.dx, dy: base.dy + exponent.dy };
}
