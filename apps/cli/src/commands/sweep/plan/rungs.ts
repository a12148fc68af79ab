/** Trials that are trained for as many epochs as each other. */
export interface Rung {
  /** Number of trials: the best of the rung before. */
  readonly trials: number;
  /** Epochs that each has had at its end; absent for as many as it takes. */
  readonly epochs?: number;
}

/**
 * The rungs of successive halving: few epochs for all trials, then, again and again, several times as many for the best of them, up to
 * all epochs for the last.
 *
 * Paper: Jamieson & Talwalkar, AISTATS 2016, https://arxiv.org/abs/1502.07943
 *
 * @param reduction How many times as many epochs, and one in how many trials.
 */
export function halvingRungs(trials: number, epochs: number, reduction: number): Rung[] {
  const rungs: Rung[] = [];
  const shareOf = (power: number) => reduction ** power;
  let last = 0;
  while (trials / shareOf(last + 1) >= 1 && epochs / shareOf(last + 1) >= 1) last++;
  for (let i = 0; i <= last; i++) {
    const kept = Math.floor(trials / shareOf(i));
    const epochsHere = Math.round(epochs / shareOf(last - i));
    rungs.push({ trials: kept, ...(i < last && { epochs: epochsHere }) });
  }
  return rungs;
}
