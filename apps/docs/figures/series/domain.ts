/**
 * An interval with room about values, as the domain of an axis.
 *
 * @param above Room above for labels, as a share of their range.
 */
export function around(values: readonly number[], above = 0.2): readonly [number, number] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const range = most - least || Math.max(1, Math.abs(most));
  return [least - 0.08 * range, most + above * range];
}
