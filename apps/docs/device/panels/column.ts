import type { BackendName } from '../../backends/loader.js';
import type { BackendResult } from '../engine/report.js';

/** A backend and what has been found of it so far. */
export interface Column {
  readonly name: BackendName;
  readonly result: BackendResult | undefined;
}
