import type { InputName } from '../../state/task.js';

/** What a network may be given of a point. */
const inputs: Readonly<Record<InputName, (x: number, y: number) => number>> = {
  x: (x) => x,
  y: (_, y) => y,
  x2: (x) => x * x,
  y2: (_, y) => y * y,
  xy: (x, y) => x * y,
  sinX: (x) => Math.sin(Math.PI * x),
  sinY: (_, y) => Math.sin(Math.PI * y),
};

/** The chosen inputs of points, which are two coordinates each, row by row. */
export function inputsAt(points: Float32Array, names: readonly InputName[]): Float64Array {
  const rows = points.length / 2;
  const all = new Float64Array(rows * names.length);
  for (let row = 0; row < rows; row++) {
    const [x, y] = points.subarray(2 * row, 2 * row + 2) as unknown as [number, number];
    names.forEach((name, i) => {
      all[row * names.length + i] = inputs[name](x, y);
    });
  }
  return all;
}
