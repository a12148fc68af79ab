import type { Column } from '../data/array-dataset.js';

/** What a worker is asked for: a batch of examples. */
export interface ExamplesRequest {
  readonly id: number;
  readonly indices: Uint32Array;
}

/** What it answers. */
export type ExamplesAnswer =
  | { readonly id: number; readonly columns: Readonly<Record<string, Required<Column>>> }
  /** The example that could not be made, and why. */
  | { readonly id: number; readonly index: number; readonly reason: string };
