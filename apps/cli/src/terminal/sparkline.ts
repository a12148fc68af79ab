const bars = '▁▂▃▄▅▆▇█';

/**
 * A row of bars for values, on a logarithmic scale where all are above 0. Where there are more values than room, each bar is the mean
 * of some that follow each other.
 */
export function sparkline(values: readonly number[], room: number): string {
  const count = Math.min(room, values.length);
  const means = Array.from({ length: count }, (_, i) => {
    const part = values.slice(
      Math.floor((i * values.length) / count),
      Math.floor(((i + 1) * values.length) / count),
    );
    return part.reduce((sum, value) => sum + value / part.length, 0);
  });
  const isPositive = means.every((value) => value > 0);
  const heights = isPositive ? means.map(Math.log) : means;
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const span = high - low;
  return heights
    .map((height) =>
      bars.charAt(span > 0 ? Math.min(7, Math.floor((8 * (height - low)) / span)) : 0),
    )
    .join('');
}
