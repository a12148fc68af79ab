import type { Io } from '../shell/io.js';

/** A line that tells a person what is going on, and is gone afterwards. Where nobody watches, nothing is written. */
export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

/** Milliseconds between two redrawings: more would cost time and show nothing. */
const redrawMs = 100;

/** The line of a command on its standard error. */
export function statusLine(io: Pick<Io, 'stderr' | 'env' | 'now'>): StatusLine {
  const isWatched = io.stderr.isTTY === true && io.env.TERM !== 'dumb';
  if (!isWatched) return { show() {}, clear() {} };
  let drawn = io.now();
  return {
    show(text) {
      if (io.now() - drawn < redrawMs) return;
      drawn = io.now();
      // A full line would wrap in some terminals.
      const room = (io.stderr.columns ?? 80) - 1;
      io.stderr.write(`\r${text.slice(0, room)}\x1b[K`);
    },
    clear() {
      io.stderr.write('\r\x1b[K');
    },
  };
}
