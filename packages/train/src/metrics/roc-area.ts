/**
 * Area under the ROC curve: the chance that a positive example has a greater score than a negative one, where equal scores count
 * half. NaN where there is no example of one kind, or a score is NaN.
 */
export function rocArea(scores: Float64Array, isPositive: (example: number) => boolean): number {
  if (scores.some(Number.isNaN)) return Number.NaN;
  const order = Uint32Array.from(scores, (_, i) => i).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number) || a - b,
  );
  let positives = 0;
  let negatives = 0;
  let won = 0;
  for (let at = 0; at < order.length; ) {
    const score = scores[order[at] as number];
    let tiedPositives = 0;
    let tied = 0;
    for (; at + tied < order.length && scores[order[at + tied] as number] === score; tied++) {
      if (isPositive(order[at + tied] as number)) tiedPositives++;
    }
    const tiedNegatives = tied - tiedPositives;
    won += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    at += tied;
  }
  return won / (positives * negatives);
}
