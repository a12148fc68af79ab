import { optimizers } from '@nadir/optim';
import { describe, expect, it } from 'vitest';
import { hues, markerPath, strokeOf } from './strokes.js';

/** A colour in linear sRGB. */
const linear = (color: string): number[] =>
  [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));

const product = (rows: readonly (readonly number[])[], v: readonly number[]): number[] =>
  rows.map((row) => row.reduce((sum, x, i) => sum + x * (v[i] as number), 0));

/** Contrast of WCAG 2.2, by relative luminance. */
function contrast(a: string, b: string): number {
  const luminance = (color: string) =>
    product([[0.2126, 0.7152, 0.0722]], linear(color))[0] as number;
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Björn Ottosson, "A perceptual color space for image processing", 2020: equal distances look equal. */
function oklab(rgb: readonly number[]): number[] {
  const cones = product(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb.map((x) => Math.min(1, Math.max(0, x))),
  );
  return product(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt),
  );
}

/** Machado, Oliveira & Fernandes, IEEE TVCG 15, 2009: what eyes without one kind of cone see. */
const eyes = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no long cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no medium cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no short cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** What the reports and the site are drawn on. */
const papers = { light: ['#ffffff', '#fffdf9'], dark: ['#14181d', '#15181b'] };

describe.each(['light', 'dark'] as const)('colours on %s paper', (day) => {
  const colors = Object.entries(hues[day]);

  // WCAG 2.2, 1.4.11: 3 : 1 for what is drawn.
  it.each(colors)('%s can be seen', (_, color) => {
    for (const paper of papers[day]) expect(contrast(color, paper)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(eyes))('stay apart for eyes with %s', (_, eye) => {
    const seen = colors.map(([hue, color]) => [hue, oklab(product(eye, linear(color)))] as const);
    const close = seen.flatMap(([hue, a], i) =>
      seen.slice(i + 1).flatMap(([other, b]) => {
        // 0.08 is about four steps that are just noticeable.
        const distance = Math.hypot(...a.map((x, k) => x - (b[k] as number)));
        return distance < 0.08 ? [`${hue} and ${other}: ${distance.toFixed(3)}`] : [];
      }),
    );
    expect(close).toEqual([]);
  });
});

describe('strokeOf', () => {
  const names = [...Object.keys(optimizers), 'lbfgs'];

  it('differs for all optimizers', () => {
    const strokes = names.map((name) => Object.values(strokeOf(name)).join(' '));
    expect(new Set(strokes).size).toBe(names.length);
  });

  it('gives a name that it does not know a stroke of its own, always the same', () => {
    const own = strokeOf('my-optimizer');
    expect(strokeOf('my-optimizer')).toEqual(own);
    expect(names.map(strokeOf)).not.toContainEqual(own);
  });

  it('has a drawing for each marker', () => {
    for (const name of names) expect(markerPath(strokeOf(name).marker)).toMatch(/^M/);
  });
});
