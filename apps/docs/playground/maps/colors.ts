/** A colour by its red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Colours that maps are painted in. */
export interface Palette {
  readonly paper: Rgb;
  readonly ink: Rgb;
  /** Of classes in their order; the first two also of what is above and below 0. */
  readonly classes: readonly Rgb[];
}

/** Reads `#rrggbb`. */
export function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** As CSS. */
export const cssOf = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;

/** Share of a class colour in the area that a network is sure of. Dots in full colour stay visible on it. */
const strength = 0.62;

/**
 * Pixels of a map, row by row from the highest y: the colours of classes, mixed by their probabilities, or for one
 * output its size and sign, `scale` being the largest size. Where a network has broken, the paper shows.
 */
export function paint(
  pixels: Uint8ClampedArray,
  {
    size,
    outputs,
    values,
  }: { readonly size: number; readonly outputs: number; readonly values: Float32Array },
  { paper, classes }: Palette,
  scale = 1,
): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = (row * size + column) * outputs;
      const to = 4 * ((size - 1 - row) * size + column);
      for (let channel = 0; channel < 3; channel++) {
        const ground = paper[channel] as number;
        let color = ground;
        if (outputs === 1) {
          const value = Math.max(-1, Math.min(1, (values[from] as number) / scale));
          const of = classes[value > 0 ? 1 : 0]?.[channel] ?? 0;
          color += strength * Math.abs(value) * (of - ground);
        } else {
          for (let k = 0; k < outputs; k++) {
            const of = classes[k % classes.length]?.[channel] ?? 0;
            color += strength * certainty(values[from + k] as number, outputs) * (of - ground);
          }
        }
        pixels[to + channel] = Number.isNaN(color) ? ground : color;
      }
      pixels[to + 3] = 255;
    }
  }
}

/** How far a probability is above that of pure guessing, from 0 to 1. */
const certainty = (probability: number, classes: number): number =>
  Math.max(0, (probability - 1 / classes) / (1 - 1 / classes));

/** The largest size of numbers, and 1 where all are 0. */
export function sizeOf(values: Float32Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most === 0 || !Number.isFinite(most) ? 1 : most;
}
