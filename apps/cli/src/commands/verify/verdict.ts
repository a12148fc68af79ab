/** What was found out about a file or folder, as `--json` prints it. */
export interface Verdict {
  readonly path: string;
  readonly ok: boolean;
  /** What was compared, in words. */
  readonly checked: string;
  /** A message for each place that is damaged. */
  readonly problems: readonly string[];
}

export const verdict = (path: string, checked: string, problems: readonly string[]): Verdict => ({
  path,
  ok: problems.length === 0,
  checked,
  problems,
});
