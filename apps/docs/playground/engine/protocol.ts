import type { BackendName } from '../../backends/loader.js';
import type { PlaygroundState } from '../state/state.js';
import type { FormulaFault } from './formula/fault.js';
import type { LogChunk } from './log/run-log.js';
import type { Look, Looking } from './look/look.js';

/** What the page tells the worker. All but `ask` and `drawn` is answered by frames. */
export type Order =
  /** Begins the race of a state at step 0, in the place of the one before. */
  | { readonly type: 'start'; readonly run: number; readonly state: PlaygroundState }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** Takes steps and stays paused. */
  | { readonly type: 'step'; readonly count: number }
  /** Goes to a step that was reached before, exactly as it was. */
  | { readonly type: 'seek'; readonly step: number }
  /** Steps in a second at most; `Infinity` for as many as there can be. */
  | { readonly type: 'speed'; readonly stepsPerSecond: number }
  /** Tells that a frame has been drawn. A race that plays sends none before the last one is. */
  | { readonly type: 'drawn' }
  /** What frames show beside the curves, from the next one on. */
  | { readonly type: 'look'; readonly looking: Looking }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question };

/** Something that the worker answers once. */
export type Question =
  /** A hash of all weights of each contender, of the first seed, as they are now. */
  | { readonly kind: 'fingerprints' }
  /** The race so far as JSON lines. */
  | { readonly kind: 'jsonLines' }
  /** The program that repeats a contender in PyTorch, with data and first weights in it. */
  | { readonly kind: 'pytorch'; readonly contender: number }
  /** Probabilities of the classes that a contender sees in an image of 64 pixels, row by row, or in a point. */
  | { readonly kind: 'classify'; readonly contender: number; readonly input: Float32Array };

/** The answer to each kind of {@link Question}. */
export interface Answers {
  fingerprints: readonly string[];
  jsonLines: string;
  pytorch: string;
  classify: Float32Array;
}

/** What the worker tells the page. */
export type Report =
  | ({ readonly type: 'ready'; readonly run: number } & Ready)
  | ({ readonly type: 'frame'; readonly run: number } & Frame)
  | { readonly type: 'answer'; readonly id: number; readonly value: Answers[keyof Answers] }
  /** A question that has no answer, such as one about a race that is over. */
  | { readonly type: 'unanswered'; readonly id: number; readonly message: string }
  /** A race that cannot run, or not any more. */
  | { readonly type: 'refused'; readonly run: number; readonly refusal: Refusal };

/** Why a race does not begin. */
export type Refusal =
  | { readonly kind: 'formula'; readonly fault: FormulaFault }
  /** Too few points were drawn to learn from. */
  | { readonly kind: 'points'; readonly least: number }
  /** An error of Nadir or TensorFlow.js, in its own words. */
  | { readonly kind: 'error'; readonly message: string };

/** What is known of a race before its first step. */
export interface Ready {
  readonly backend: BackendInUse;
  readonly scene: Scene;
  /** By contender. */
  readonly entries: readonly Entry[];
}

/** Where a race runs. */
export interface BackendInUse {
  readonly name: BackendName;
  /** The backend that was asked for and cannot run here, with the reason in its own words. */
  readonly missing?: { readonly name: BackendName; readonly reason: string };
  /** Whether updates run in kernels of Nadir, and not on ordinary operations. */
  readonly fused: boolean;
}

/** What is drawn once. */
export type Scene =
  | {
      readonly kind: 'network';
      /** Square in which points lie, the same along both axes; of images there is none. */
      readonly domain: readonly [number, number] | undefined;
      readonly classNames: readonly string[];
      readonly train: Examples;
      readonly test: Examples;
      /** Names of the network's inputs. */
      readonly inputs: readonly string[];
      /** Number of units of each layer, inputs first. */
      readonly widths: readonly number[];
    }
  | {
      readonly kind: 'surface';
      readonly domain: readonly [readonly [number, number], readonly [number, number]];
      readonly start: readonly [number, number];
      readonly minima: readonly (readonly [number, number])[];
      /** Lowest value, from which heights are measured. */
      readonly floor: number;
    };

/** Examples as they are drawn. */
export interface Examples {
  /** Coordinates or pixels, row by row. */
  readonly features: Float32Array;
  /** Class, or number to predict, of each. */
  readonly targets: Float64Array;
}

/** A contender as it enters. */
export interface Entry {
  /** Why it does not run; it has no curves then. */
  readonly refused?: EntryRefusal;
  /** Parameters by name, such as `0.weight`. */
  readonly parameters: readonly ParameterInfo[];
}

/** Why a contender does not run. */
export type EntryRefusal =
  /** Its rule steps matrices only, and there is none. */
  | { readonly kind: 'matrices' }
  /** Its rule draws classes, and there are none. */
  | { readonly kind: 'classes' }
  /** An option is out of range: what its check says, in English. */
  | { readonly kind: 'option'; readonly message: string };

/** A tensor that is trained. */
export interface ParameterInfo {
  readonly name: string;
  readonly shape: readonly number[];
  /** Name of the optimizer that moves it, where that is not the contender's own. */
  readonly movedBy?: string;
}

/** The race at one moment. */
export interface Frame {
  /** Step that contenders are at. */
  readonly step: number;
  /** Farthest step that was reached; up to it one can seek. */
  readonly end: number;
  readonly playing: boolean;
  /** Whether the last step of the race has been taken. */
  readonly finished: boolean;
  /** Steps of all contenders together in a second, while it plays. */
  readonly stepsPerSecond: number;
  /** What was measured since the frame before. */
  readonly chunks: readonly LogChunk[];
  /** What was asked for by {@link Looking}, of the first seed. */
  readonly looks: readonly Look[];
}
