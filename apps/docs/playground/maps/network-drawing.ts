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
