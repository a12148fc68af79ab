/** What frames show of the contenders beside their curves. */
export interface Looking {
  /** Positions of the contenders that are looked at. */
  readonly contenders: readonly number[];
  /** Points along each side of a map; 0 for no maps. */
  readonly mapSize: number;
  /** Position of the contender whose network is drawn; of the others there are maps of the output only. */
  readonly closely: number;
  /** Points along each side of the maps of its units; 0 for none. */
  readonly unitMapSize: number;
  /** Whether its weights and masks are shown. */
  readonly weights: boolean;
  /** Whether outputs are those of training: with a new mask for each point. */
  readonly training: boolean;
  /** Whether weights are the averages, where a contender has them. */
  readonly averaged: boolean;
  readonly inspect: InspectedWeight | null;
}

/** Nothing but curves. */
export const noLooking: Looking = {
  contenders: [],
  mapSize: 0,
  closely: 0,
  unitMapSize: 0,
  weights: false,
  training: false,
  averaged: false,
  inspect: null,
};

/** A weight of a contender. */
export interface InspectedWeight {
  readonly contender: number;
  /** Name of the parameter, such as `0.weight`. */
  readonly parameter: string;
  /** Position among its elements, row by row. */
  readonly index: number;
}

/** A contender as it looks at a step. */
export interface Look {
  readonly contender: number;
  readonly step: number;
  /** Whether the weights are averages. */
  readonly averaged: boolean;
  readonly map?: OutputMap;
  /** By hidden layer and unit: what it gives at each point of the map, row by row from the lowest y. */
  readonly unitMaps?: readonly (readonly Float32Array[])[];
  readonly tensors?: readonly LookTensor[];
  /** By hidden layer: whether each unit takes part, in the last step, for the first example of its batch. */
  readonly masks?: readonly (Uint8Array | undefined)[];
  readonly inspected?: Inspected;
}

/** What a network gives over the square of a scene. */
export interface OutputMap {
  /** Points along each side. */
  readonly size: number;
  /** Number of outputs: classes, or 1. */
  readonly outputs: number;
  /** Probabilities of classes, or the number predicted: by point, row by row from the lowest y, then by output. */
  readonly values: Float32Array;
}

/** Weights of a layer, or another tensor that is trained. */
export interface LookTensor {
  readonly name: string;
  /** Of a weight: inputs, then outputs. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A weight under the glass. */
export interface Inspected extends InspectedWeight {
  /** θ as it is now. */
  readonly value: number;
  /** Gradient of the loss in the last step, before it was clipped; absent before the first one. */
  readonly gradient?: number;
  /** What the last step has added to θ. */
  readonly update?: number;
  /** State of the optimizer by slot, such as `m`: what belongs to this weight, or the number that all share. */
  readonly slots: Readonly<Record<string, number>>;
  /** How the last step came about, transform by transform; empty where a step looks at whole tensors. */
  readonly terms: readonly UpdateTerm[];
}

/** What one transform of a rule has made. */
export interface UpdateTerm {
  /** Its name, such as `scaleByAdam`. */
  readonly transform: string;
  /** What stands in the place of the gradient after it. */
  readonly gradient: number;
  /** What it has added to θ. */
  readonly change: number;
}
