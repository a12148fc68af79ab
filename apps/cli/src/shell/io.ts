import pc from 'picocolors';

/** Where the program writes text. `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person watches: then lines are redrawn and coloured. */
  readonly isTTY?: boolean;
  /** Width of the terminal in characters. */
  readonly columns?: number | undefined;
}

/** All that a command reaches of the world, files aside, so that a test can stand in for it. */
export interface Io {
  /** Results. */
  readonly stdout: Output;
  /** Progress, notes and errors. */
  readonly stderr: Output;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Functions that colour text, or leave it as it is. */
export type Colors = ReturnType<typeof pc.createColors>;

/**
 * Colours for one output: on in a terminal, unless `NO_COLOR` is set and not empty
 * (https://no-color.org) or the terminal is `dumb`; on anywhere with `FORCE_COLOR`.
 */
export function colorsFor({ env }: Pick<Io, 'env'>, output: Output): Colors {
  const forced = env.FORCE_COLOR !== undefined && !['', '0', 'false'].includes(env.FORCE_COLOR);
  const refused = Boolean(env.NO_COLOR) || env.TERM === 'dumb';
  return pc.createColors(!refused && (forced || output.isTTY === true));
}
