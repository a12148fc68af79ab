import { cubicMinimum, type Place } from './cubic-minimum.js';

/** A place that was tried, with what was found there. */
export interface Trial<Vector> extends Place {
  readonly gradient: Vector;
  /** max |gᵢ|. */
  readonly largest: number;
}

/** What a search needs. */
export interface Search<Vector> {
  /** Loss, slope and gradient at t. A loss that is no number counts as infinite. */
  tryAt(t: number): Promise<Trial<Vector>>;
  /** Where the line begins, at t = 0. */
  readonly start: Trial<Vector>;
  /** The first t to be tried. */
  readonly t: number;
  /** max |dᵢ| of the direction. */
  readonly longest: number;
  /** Trials after the first. */
  readonly maxTrials: number;
  /**
   * A number in the precision of losses and slopes. Conditions are met up to that, as in PyTorch: near a minimum the
   * decrease that they ask for is less than one unit in the last place of the loss.
   */
  round(x: number): number;
}

/** How much of the decrease that the slope promises is enough. */
const armijo = 1e-4;
/** How much of the slope may be left. */
const curvature = 0.9;
/** Smallest move of any element that is worth another trial. */
const smallestMove = 1e-9;

/**
 * A t that satisfies the strong Wolfe conditions: with φ(t) the loss along the line,
 *
 *     φ(t) ≤ φ(0) + 10⁻⁴ t φ′(0)       |φ′(t)| ≤ 0.9 |φ′(0)|
 *
 * It tries longer steps until one lies behind a minimum, then narrows the bracket by cubic
 * interpolation, as `torch.optim.LBFGS` and minFunc do. Where trials run out: the best of the bracket.
 */
export async function strongWolfe<Vector>(search: Search<Vector>): Promise<Trial<Vector>> {
  const { start, maxTrials } = search;
  let previous = start;
  let trial = await search.tryAt(search.t);
  for (let n = 0; n < maxTrials; n++) {
    if (isTooHigh(search, trial) || (n > 1 && trial.loss >= previous.loss)) {
      return zoom(search, previous, trial, n);
    }
    if (isFlat(search, trial)) return trial;
    if (trial.slope >= 0) return zoom(search, previous, trial, n);
    const least = trial.t + 0.01 * (trial.t - previous.t);
    const t = cubicMinimum(previous, trial, least, 10 * trial.t);
    previous = trial;
    trial = await search.tryAt(t);
  }
  return start.loss <= trial.loss ? start : trial;
}

/** Narrows a bracket around a minimum until a place in it will do. */
async function zoom<Vector>(
  search: Search<Vector>,
  a: Trial<Vector>,
  b: Trial<Vector>,
  trials: number,
): Promise<Trial<Vector>> {
  const { longest, maxTrials } = search;
  const bracket: [Trial<Vector>, Trial<Vector>] = [a, b];
  const lower = (): 0 | 1 => (bracket[0].loss <= bracket[1].loss ? 0 : 1);
  let low = lower();
  let wasNearEnd = false;
  for (let n = trials; n < maxTrials; n++) {
    const high = low === 0 ? 1 : 0;
    const [least, greatest] = bracket.map(({ t }) => t).sort((x, y) => x - y) as [number, number];
    const width = greatest - least;
    if (width * longest < smallestMove) break;
    let t = cubicMinimum(...bracket);
    const margin = 0.1 * width;
    const isNearEnd = Math.min(greatest - t, t - least) < margin;
    const isMoved: boolean = isNearEnd && (wasNearEnd || t >= greatest || t <= least);
    // Twice near an end, the bracket would hardly get narrower.
    if (isMoved) t = greatest - t < t - least ? greatest - margin : least + margin;
    wasNearEnd = isNearEnd && !isMoved;

    const trial = await search.tryAt(t);
    if (isTooHigh(search, trial) || trial.loss >= bracket[low].loss) {
      bracket[high] = trial;
      low = lower();
      continue;
    }
    if (isFlat(search, trial)) return trial;
    if (trial.slope * (bracket[high].t - bracket[low].t) >= 0) bracket[high] = bracket[low];
    bracket[low] = trial;
  }
  return bracket[low];
}

const isTooHigh = <V>({ start, round }: Search<V>, { t, loss }: Place): boolean =>
  loss > round(start.loss + round(round(armijo * t) * start.slope));

const isFlat = <V>({ start, round }: Search<V>, { slope }: Place): boolean =>
  Math.abs(slope) <= round(-curvature * start.slope);
