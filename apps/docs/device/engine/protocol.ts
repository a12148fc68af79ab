import type { BackendName } from '../../backends/loader.js';
import type { BackendResult, DeviceReport, Progress } from './report.js';

/** What the page asks a worker for: to check these backends, one after the other. */
export interface Order {
  readonly backends: readonly BackendName[];
}

/** What the worker tells the page. */
export type Message =
  | { readonly type: 'device'; readonly device: Omit<DeviceReport, 'backends'> }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'result'; readonly result: BackendResult }
  | { readonly type: 'done' };
