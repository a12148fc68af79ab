/** What the reader sets. */
export interface Settings {
  /** Probability p that a unit is dropped. */
  readonly p: number;
}

/** Settings at first, and between what they lie. */
export const p = { min: 0, max: 0.9, step: 0.05, initial: 0.5 } as const;

/** The settings that the figure shows first. */
export const initial: Settings = { p: p.initial };

/** Steps of the training, and the one that is seen first. */
export const step = { min: 1, max: 120, step: 1, initial: 60 } as const;

/** Hidden units of the network. */
export const hiddenUnits = 12;

/** Masks that the output of one example is computed with after each step. */
export const masks = 60;

/** Shares of the test set that are classified right. */
export interface Accuracy {
  /** In evaluation. */
  readonly evaluated: number;
  /** In training mode, where units are dropped. */
  readonly forgotten: number;
}

/** What is seen of the network in a step, for the first example. */
export interface Probe {
  /** Values of the hidden units. */
  readonly hidden: readonly number[];
  /** The same behind the dropout layer: 0 where a unit was dropped. */
  readonly dropped: readonly number[];
  /** Weights from each input to each hidden unit, and from each hidden unit to each output. */
  readonly inner: readonly (readonly number[])[];
  readonly outer: readonly (readonly number[])[];
  /** The first output after the step, in evaluation. */
  readonly output: number;
  /** The same in training mode, under masks drawn anew. */
  readonly outputs: readonly number[];
  /** The same without the division by 1 − p. */
  readonly undivided: readonly number[];
}

/** A step of the training. */
export interface Frame {
  readonly accuracy: Accuracy;
  readonly probe: Probe;
}

/** What is drawn: how the accuracy went until a step, and that step. */
export interface Picture {
  readonly p: number;
  readonly accuracies: readonly Accuracy[];
  readonly probe: Probe;
}

/** The picture of a step of a run; `undefined` before the run has come to it. */
export function pictureOf(p: number, frames: readonly Frame[], t: number): Picture | undefined {
  const frame = frames[t - 1];
  if (frame === undefined) return undefined;
  return {
    p,
    accuracies: frames.slice(0, t).map(({ accuracy }) => accuracy),
    probe: frame.probe,
  };
}

/** What is drawn of accuracies and outputs. */
export const domain = { accuracy: [0.4, 1], share: 0.15 } as const;

/** One kind of accuracy over the steps, from step 1. */
export const accuracyCurve = (accuracies: readonly Accuracy[], kind: keyof Accuracy) =>
  accuracies.map((accuracy, i) => [i + 1, accuracy[kind]] as const);

/** Outputs as points over the number of their mask, from 1. */
export const outputDots = (outputs: readonly number[]) =>
  outputs.map((output, i) => [i + 1, output] as const);

/** The mean of the outputs so far, over the number of masks. */
export function meanCurve(outputs: readonly number[]) {
  let sum = 0;
  return outputs.map((output, i) => {
    sum += output;
    return [i + 1, sum / (i + 1)] as const;
  });
}

/** An interval around outputs that leaves their relation to 0 in sight. */
export function outputDomain({ output, outputs, undivided }: Probe): [number, number] {
  const all = [0, output, ...outputs, ...undivided];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const margin = Math.max(0.1, domain.share * (most - least));
  return [least - margin, most + margin];
}

/** Whether each hidden unit takes part; in evaluation all do. */
export const keptUnits = ({ dropped }: Probe, evaluating: boolean): boolean[] =>
  dropped.map((value) => evaluating || value !== 0);

/** Accuracies of the last steps: the smallest and the greatest. */
export function spreadOf(accuracies: readonly Accuracy[], kind: keyof Accuracy, last = 20) {
  const values = accuracies.slice(-last).map((accuracy) => accuracy[kind]);
  return { least: Math.min(...values), most: Math.max(...values) };
}

/** A place in the drawing of the network, whose sides are 1000 long. */
export type Place = readonly [x: number, y: number];

/** Where the units of each layer are drawn. */
export function placesOf({ hidden, inner, outer }: Probe) {
  const column = (x: number, count: number, spread: number): Place[] =>
    Array.from({ length: count }, (_, i) => [
      x,
      Math.round(540 + spread * ((i + 0.5) / count - 0.5)),
    ]);
  return {
    inputs: column(100, inner.length, 400),
    hidden: column(500, hidden.length, 900),
    outputs: column(900, outer[0]?.length ?? 0, 400),
  };
}

/** A weight as a line, thicker the larger it is. */
export interface WeightLine {
  readonly from: Place;
  readonly to: Place;
  /** In pixels. */
  readonly width: number;
  /** Whether the unit it leads to or comes from takes part. */
  readonly kept: boolean;
}

/** The weights of the network as lines, those of dropped units first, so that they lie below. */
export function linesOf(probe: Probe, evaluating: boolean): WeightLine[] {
  const places = placesOf(probe);
  const kept = keptUnits(probe, evaluating);
  const greatest = Math.max(...[...probe.inner, ...probe.outer].flat().map(Math.abs));
  const width = (weight = 0) => Number((0.5 + (5 * Math.abs(weight)) / greatest).toFixed(2));
  const lines = places.hidden.flatMap((unit, i): WeightLine[] => [
    ...places.inputs.map((from, j) => ({
      from,
      to: unit,
      width: width(probe.inner[j]?.[i]),
      kept: kept[i] ?? false,
    })),
    ...places.outputs.map((to, j) => ({
      from: unit,
      to,
      width: width(probe.outer[i]?.[j]),
      kept: kept[i] ?? false,
    })),
  ]);
  return lines.sort((a, b) => Number(a.kept) - Number(b.kept));
}
