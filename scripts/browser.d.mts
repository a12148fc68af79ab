/** What to do where there is no browser. */
export const advice: string;

/**
 * Path of a Chromium or Chrome: that in the environment variable NADIR_CHROMIUM, else one of the
 * system, else Playwright's; `undefined` where there is none.
 * @throws Error when NADIR_CHROMIUM names a file that does not exist.
 */
export function findBrowser(
  environment?: Readonly<Record<string, string | undefined>>,
): string | undefined;
