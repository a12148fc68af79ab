import type { Output } from './io.js';

/** What the thread of a command is started with. */
export interface ThreadStart {
  /** What was written after the name of the program. */
  readonly argv: readonly string[];
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

/** What is known of an output. */
export type Terminal = Pick<Output, 'isTTY' | 'columns'>;

/** What the thread of a command tells the main thread. */
export type FromThread =
  | { readonly stdout: string }
  | { readonly stderr: string }
  | { readonly status: number };

/** What the main thread tells the thread of a command. */
export type ToThread = { readonly stop: true } | { readonly resized: Resized };

/** Columns of both outputs. */
export type Resized = Readonly<Record<'stdout' | 'stderr', number | undefined>>;
