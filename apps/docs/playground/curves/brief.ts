/** A number in three digits, with a power of ten where it is far from 1. */
export function brief(value: number | undefined): string {
  if (value === undefined) return '–';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size < 1e-3 || size >= 1e5
      ? value.toExponential(size < 1e-9 ? 0 : 1).replace('e+', 'e')
      : size >= 1000
        ? String(Math.round(value))
        : value.toPrecision(3);
  return text.replaceAll('-', '−');
}
