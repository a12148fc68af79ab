/** Sums, number by number: how most metrics join batches. */
export function addUp(total: number[], numbers: ArrayLike<number>): number[] {
  return Array.from(numbers, (value, i) => value + (total[i] ?? 0));
}
