/** Name of a checkpoint by the step that it was made after. */
export const nameOf = (step: number): string => `step-${String(step).padStart(9, '0')}.safetensors`;

/** The step of a checkpoint by its name; `undefined` where it is none. */
export function stepOf(name: string): number | undefined {
  const digits = /^step-(\d+)\.safetensors$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Names of the checkpoints among some, the newest first. */
export const newestFirst = (names: readonly string[]): string[] =>
  names
    .filter((name) => stepOf(name) !== undefined)
    .sort((a, b) => (stepOf(b) as number) - (stepOf(a) as number));
