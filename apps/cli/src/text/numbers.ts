/** A loss or another positive quantity: four significant digits at most, never `1e+5`-like noise. */
export function formatNumber(x: number): string {
  if (x === 0) return '0';
  if (!Number.isFinite(x)) return String(x);
  const size = Math.abs(x);
  if (size >= 1e6 || size < 1e-4) return x.toExponential(2);
  return x.toFixed(Math.max(0, Math.min(4, 3 - Math.floor(Math.log10(size)))));
}

/** A share as a percentage with two digits, the resolution of a test part of 10 000 examples. */
export const formatPercent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** A duration: `4.2 s`, `1 m 05 s`, `2 h 03 m`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} m`;
}

/** A share as a percentage with one digit, as a table of means has room for. */
export const formatShortPercent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Milliseconds with three digits, more than a machine repeats. */
export const formatMs = (ms: number): string => (ms < 100 ? ms.toPrecision(3) : ms.toFixed(0));

/** A decimal number as people and spreadsheets write it, finite in float32; `undefined` else. */
export function parseNumber(given: string): number | undefined {
  if (!/^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(given)) return undefined;
  const value = Number(given);
  return Number.isFinite(Math.fround(value)) ? value : undefined;
}

/** A number of bytes: `512 B`, `24.6 kB`, `3.2 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let size = bytes;
  // 999.95 kB would be written as 1000.0 kB.
  while (size >= 999.95 && units.length > 1) {
    size /= 1000;
    units.shift();
  }
  return `${units[0] === 'B' ? size : size.toFixed(1)} ${units[0]}`;
}

/** A whole number with its thousands apart: `11,232`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');
