/**
 * Area under the ROC curve: the chance that a positive example has a greater score than a negative one, where equal scores count
 * half. NaN where there is no example of one kind, or a score is NaN.
 */
export function rocArea(scores: Float64Array, isPositive: (example: number) => boolean): number {
  if (scores.some(Number.isNaN)) return Number.NaN;
  const positives = scores.filter((_, i) => isPositive(i)).sort();
  const negatives = scores.filter((_, i) => !isPositive(i)).sort();
  let won = 0;
  let below = 0;
  for (let at = 0; at < positives.length; ) {
    const score = positives[at] as number;
    const tied = tiesAt(positives, at, score);
    while ((negatives[below] as number) < score) below++;
    won += tied * (below + tiesAt(negatives, below, score) / 2);
    at += tied;
  }
  return won / (positives.length * negatives.length);
}

/** How many scores from a place on are equal to one. */
function tiesAt(sorted: Float64Array, start: number, score: number): number {
  let end = start;
  while (sorted[end] === score) end++;
  return end - start;
}
