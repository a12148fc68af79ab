import type { Field } from './fields.js';
import { shorten } from './notice.js';

/** An example: two coordinates, and a class or the number to predict. */
export type DrawnPoint = readonly [x: number, y: number, target: number];

/** Points that were drawn or pasted. */
export interface DrawnPoints {
  /** Whether targets are classes, 0 to 9, or numbers from −1 to 1. */
  readonly kind: 'classes' | 'numbers';
  /** Coordinates lie in [−1, 1], as do numbers to predict; all on the grid of {@link onGrid}. */
  readonly points: readonly DrawnPoint[];
}

/** Most points that a link holds beside all else. */
export const maxPoints = 250;

/** Most classes of drawn points. */
export const maxClasses = 10;

/** Parts of the interval from 0 to 1 that a coordinate is rounded to. */
const grid = 2047;

/** The number nearest to a coordinate that a link can hold. */
export const onGrid = (x: number): number =>
  Math.round(Math.min(1, Math.max(-1, x)) * grid) / grid + 0;

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Two characters for a number from −1 to 1. */
function pack(x: number): string {
  const level = Math.round(x * grid) + grid;
  return `${digits[level >> 6]}${digits[level & 63]}`;
}

const unpack = (text: string): number =>
  (digits.indexOf(text[0] as string) * 64 + digits.indexOf(text[1] as string) - grid) / grid + 0;

/** Characters of a point: two for each coordinate, one for a class or two for a number. */
const widths = { classes: 5, numbers: 6 } as const;

/** Points in a link: `c` or `n` for their kind, then the points. */
export const drawnPoints: Field<DrawnPoints> = {
  fallback: { kind: 'classes', points: [] },
  write({ kind, points }) {
    const texts = points.map(
      ([x, y, target]) => pack(x) + pack(y) + (kind === 'classes' ? digits[target] : pack(target)),
    );
    return kind[0] + texts.join('');
  },
  read(text, report) {
    const kind = text[0] === 'n' ? 'numbers' : 'classes';
    const width = widths[kind];
    const whole = text.slice(1);
    const count = Math.min(maxPoints, Math.floor(whole.length / width));
    const points = Array.from({ length: count }, (_, i): DrawnPoint => {
      const at = whole.slice(i * width, (i + 1) * width);
      const last = at.slice(4);
      const target = kind === 'classes' ? digits.indexOf(last) : unpack(last);
      return [unpack(at.slice(0, 2)), unpack(at.slice(2, 4)), target];
    });
    const limit = kind === 'classes' ? maxClasses - 1 : 1;
    const kept = points.filter(
      ([x, y, target]) =>
        Math.abs(x) <= 1 && Math.abs(y) <= 1 && target <= limit && target >= (limit > 1 ? 0 : -1),
    );
    if (kept.length * width !== whole.length || !/^[cn]/.test(text)) {
      report({ got: shorten(text), expected: { kind: 'points' }, used: String(kept.length) });
    }
    return { kind, points: kept };
  },
};

/** Farthest that a start may lie from the origin along a coordinate. */
const farthest = 1000;

/** A start as `x,y`, or nothing. */
export const start: Field<readonly [x: number, y: number] | null> = {
  fallback: null,
  write: (value) => (value === null ? '' : value.join(',')),
  read(text, report) {
    if (text === '') return null;
    const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    const [x = Number.NaN, y = Number.NaN] = numbers;
    if (numbers.length === 2 && Math.abs(x) <= farthest && Math.abs(y) <= farthest) return [x, y];
    report({ got: shorten(text), expected: { kind: 'point' }, used: '' });
    return null;
  },
};
