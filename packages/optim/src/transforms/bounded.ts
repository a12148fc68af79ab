import { clamp, type Expr } from '@nadir/core';

/** x kept within ±2⁵⁵, about 3.6e16: in float32 the sum of up to 2¹⁷ of its squares is finite. */
export const bounded = (x: Expr): Expr => clamp(x, -(2 ** 55), 2 ** 55);

/** The largest finite float32. */
export const largestFloat = (2 - 2 ** -23) * 2 ** 127;
