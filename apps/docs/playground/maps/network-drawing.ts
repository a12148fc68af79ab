import type { LookTensor } from '../engine/look/look.js';

/** Where a unit is drawn, in shares of the width and height. */
export interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
  readonly x: number;
  readonly y: number;
}

/** A weight between two units, as a line. */
export interface Link {
  readonly tensor: string;
  /** Position in the tensor, row by row. */
  readonly index: number;
  readonly value: number;
  readonly from: UnitPlace;
  readonly to: UnitPlace;
}

/** Widest layer whose units are drawn one by one; a wider one, such as an image, is one box. */
const widest = 16;

/** Units of each layer as they are drawn, inputs first. */
export function placesOf(widths: readonly number[]): UnitPlace[][] {
  return widths.map((width, layer) => {
    const drawn = width > widest ? 1 : width;
    return Array.from({ length: drawn }, (_, unit) => ({
      ...{ layer, unit, x: (layer + 0.5) / widths.length },
      y: (unit + 0.5) / drawn,
    }));
  });
}

/** Weights of a network as lines between its units. Those of layers that are one box are not drawn. */
export function linksOf(
  places: readonly (readonly UnitPlace[])[],
  widths: readonly number[],
  tensors: readonly LookTensor[],
): Link[] {
  const weights = tensors.filter(
    ({ name, shape }) => name.endsWith('weight') && shape.length === 2,
  );
  return weights.flatMap(({ name, shape: [inputs = 0, outputs = 0], values }, layer) => {
    const from = places[layer] ?? [];
    const to = places[layer + 1] ?? [];
    if (from.length !== widths[layer] || to.length !== outputs || inputs !== from.length) return [];
    return from.flatMap((start, i) =>
      to.map((end, j) => ({
        ...{ tensor: name, index: i * outputs + j, value: values[i * outputs + j] as number },
        ...{ from: start, to: end },
      })),
    );
  });
}

/** Four points of a curve between two units, in shares of the width and height. */
export function curveOf({
  from,
  to,
}: Pick<Link, 'from' | 'to'>): readonly (readonly [number, number])[] {
  const middle = (from.x + to.x) / 2;
  return [
    [from.x, from.y],
    [middle, from.y],
    [middle, to.y],
    [to.x, to.y],
  ];
}

/** Parts that a curve is taken for when the nearest is looked for. */
const pieces = 24;

/** The line nearest to a point of a drawing of some size, if it is within some pixels of it. */
export function linkNear<L extends Pick<Link, 'from' | 'to'>>(
  links: readonly L[],
  [x, y]: readonly [number, number],
  [width, height]: readonly [number, number],
  reach: number,
): L | undefined {
  let nearest: L | undefined;
  let least = reach;
  for (const link of links) {
    if (x < link.from.x * width - reach || x > link.to.x * width + reach) continue;
    for (let piece = 0; piece <= pieces; piece++) {
      const [px, py] = placeOn(curveOf(link), piece / pieces);
      const distance = Math.hypot(px * width - x, py * height - y);
      if (distance < least) {
        least = distance;
        nearest = link;
      }
    }
  }
  return nearest;
}

/** A place on a cubic Bézier curve. */
function placeOn(points: readonly (readonly [number, number])[], t: number): [number, number] {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
  const along = (axis: 0 | 1) =>
    weights.reduce((sum, weight, i) => sum + weight * (points[i]?.[axis] as number), 0);
  return [along(0), along(1)];
}
