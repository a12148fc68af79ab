import { describe, expect, it } from 'vitest';
import { blank, type Memory, turn } from './direction.js';
import { float64Space } from './float64-space.js';

const vector = (...values: number[]) => Float64Array.from(values);
const dot = (a: Float64Array, b: Float64Array) => float64Space.dot(a, b);

/** −H g, with H made of matrices: H ← (1 − ρ s yᵀ) H (1 − ρ y sᵀ) + ρ s sᵀ, as BFGS is written. */
function dense({ pairs, scale }: Memory<Float64Array>, gradient: Float64Array): number[] {
  let h = Array.from(gradient, (_, i) => Array.from(gradient, (_, j) => (i === j ? scale : 0)));
  for (const { s, y, rho } of pairs) {
    const hy = h.map((row) => dot(Float64Array.from(row), y));
    const yhy = dot(y, Float64Array.from(hy));
    const at = (i: number, j: number) => {
      const [si, sj] = [s[i] as number, s[j] as number];
      const mixed = si * (hy[j] as number) + sj * (hy[i] as number);
      return rho * (si * sj * (1 + rho * yhy) - mixed);
    };
    h = h.map((row, i) => row.map((value, j) => value + at(i, j)));
  }
  return h.map((row) => -dot(Float64Array.from(row), gradient));
}

/** Turns along with the gradients of a bowl with the curvatures 1, 4 and 9. */
async function follow(count: number, historySize: number) {
  let [memory, x] = [blank as Memory<Float64Array>, vector(3, -2, 1)];
  let gradient = x;
  for (let k = 0; k < count; k++) {
    gradient = x.map((xi, i) => (i + 1) ** 2 * xi);
    memory = { ...(await turn(float64Space, memory, gradient, historySize)), stepSize: 0.1 };
    const { direction } = memory;
    x = x.map((xi, i) => xi + 0.1 * ((direction as Float64Array)[i] as number));
  }
  return { memory, gradient };
}

describe('the direction', () => {
  it('is that of steepest descent at first', async () => {
    const { memory, gradient } = await follow(1, 10);
    expect(memory.direction).toEqual(gradient.map((g) => -g));
    expect(memory).toMatchObject({ iterations: 1, pairs: [], scale: 1 });
  });

  it.each([1, 2, 10])(
    'is what BFGS gives with matrices, with %i iterations remembered',
    async (historySize) => {
      const { memory, gradient } = await follow(6, historySize);
      expect(memory.pairs).toHaveLength(Math.min(5, historySize));
      const given = memory.direction as Float64Array;
      dense(memory, gradient).forEach((expected, i) => {
        expect(given[i]).toBeCloseTo(expected, 12);
      });
    },
  );

  it('forgets the oldest when fewer are to be remembered', async () => {
    const { memory, gradient } = await follow(6, 10);
    const next = await turn(
      float64Space,
      memory,
      gradient.map((g) => 0.9 * g),
      2,
    );
    expect(next.pairs.slice(0, 1)).toEqual(memory.pairs.slice(-1));
    expect(next.pairs).toHaveLength(2);
  });

  it('learns nothing where the loss is not convex', async () => {
    const { memory, gradient } = await follow(3, 10);
    // The gradient grows along the way, so that y · s < 0.
    const { direction } = memory;
    const steeper = gradient.map((g, i) => g - ((direction as Float64Array)[i] as number));
    const next = await turn(float64Space, memory, steeper, 10);
    expect(next.pairs).toEqual(memory.pairs);
    expect(next.scale).toBe(memory.scale);
  });
});
