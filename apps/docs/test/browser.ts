import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, inject } from 'vitest';
import { findBrowser } from '../../../scripts/browser.mjs';
import { builtSite } from './site.js';

/** Longest that the build may take, on two cores that other tests use too. */
const buildLimitMs = 900_000;

/** Longest wait for something to appear on a page, on such a machine. */
const waitLimitMs = 120_000;

let browser: Browser;

/** Starts a browser for the tests of a file. WebGL and WebGPU run on the processor. */
export function useBrowser(): void {
  beforeAll(async () => {
    await builtSite();
    browser = await chromium.launch({
      executablePath: findBrowser() as string,
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
      ],
    });
  }, buildLimitMs);
  afterAll(() => browser.close());
}

/** A page of the site, and what went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings in the console, requests that failed, and requests to other origins. */
  readonly faults: string[];
}

/** Opens a page of the site. Close it by `visit.page.context().close()`. */
export async function visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const origin = inject('siteUrl');
  const context = await browser.newContext(options);
  context.setDefaultTimeout(waitLimitMs);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) faults.push(`asks for ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} at ${response.url()}`);
  });
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  // A busy machine may be slow to bring the page to life: the switch of themes has its name from then on.
  if (options.javaScriptEnabled !== false) {
    await page.waitForSelector('.VPSwitchAppearance[title]:not([title=""])', { state: 'attached' });
  }
  return { page, faults };
}
