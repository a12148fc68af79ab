import type { Page } from 'playwright';

/** A page that trains has no frame to spare for being asked at each one. */
const polling = 50;

/** Waits until the race stands at its start. */
export const ready = (page: Page) =>
  page.waitForFunction(() => document.querySelector('button.play:not(:disabled)') !== null, null, {
    polling,
  });

/** Waits until a step is drawn. */
export const atStep = (page: Page, step: number) =>
  page.waitForFunction(
    (wanted) => document.querySelector('output.step')?.firstChild?.textContent?.trim() === wanted,
    String(step),
    { polling },
  );

/** Waits until the race has come farther than a step. */
export const pastStep = (page: Page, step: number) =>
  page.waitForFunction(
    (passed) => Number(document.querySelector<HTMLInputElement>('.scrubber')?.value) > passed,
    step,
    { polling },
  );

/** Numbers of a chart's table, row by row, with commas between them. */
export async function tableOf(page: Page): Promise<string[]> {
  const twin = page.locator('.metric details').first();
  if ((await twin.getAttribute('open')) === null) await twin.locator('summary').click();
  await twin.locator('tbody tr').first().waitFor();
  const rows = await twin
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map(({ children }) => [...children].map(({ textContent }) => textContent).join()),
    );
  await twin.locator('summary').click();
  return rows;
}
