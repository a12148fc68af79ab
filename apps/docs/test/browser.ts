import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, inject } from 'vitest';
import { findBrowser } from '../../../scripts/browser.mjs';
import { builtSite } from './site.js';

/** Longest that the build may take, on two cores that other tests use too. */
const buildLimitMs = 900_000;

/** Longest wait for something to appear on a page, on such a machine. */
const waitLimitMs = 120_000;

const graphics = {
  /** Neither WebGL nor WebGPU. Without them, a page takes little more than half the time. */
  none: ['--disable-gpu'],
  /** WebGL on the processor, for what a page computes and not for how it is drawn. */
  webgl: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'],
};

let browser: Browser;

/** A tab of the browser, and what has gone wrong on the page that it shows. */
interface Tab {
  readonly page: Page;
  faults: string[];
}

/** Tabs that the tests of a file share, with script and without: what one page has loaded, the next has at hand. */
const tabs = new Map<boolean, Promise<Tab>>();

/** Starts a browser for the tests of a file. */
export function useBrowser(by: keyof typeof graphics = 'none'): void {
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
        ...graphics[by],
      ],
    });
  }, buildLimitMs);
  afterAll(() => browser.close());
}

/** A page of the site, and what went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings in the console, requests that failed, and requests to other origins. */
  readonly faults: readonly string[];
}

/** How a page is looked at. */
interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
  /** Whether by a browser that has never been here. */
  readonly fresh?: boolean;
}

/** Opens a page of the site, with reduced motion. The page of the visit before is left. */
export async function visit(path: string, look: Look = {}): Promise<Visit> {
  const { width = 1280, height = 800, colorScheme = 'light', javaScriptEnabled = true } = look;
  const tab = await (look.fresh ? newTab(javaScriptEnabled) : tabOf(javaScriptEnabled));
  const { page } = tab;
  // An address that differs by what is behind `#` would not load the page again.
  await page.goto('about:blank');
  tab.faults = [];
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.goto(inject('siteUrl') + path);
  // Its script has brought the page to life when the switch of themes has a name.
  if (javaScriptEnabled) {
    await page.waitForSelector('.VPSwitchAppearance[title]:not([title=""])', { state: 'attached' });
  }
  return { page, faults: tab.faults };
}

function tabOf(javaScriptEnabled: boolean): Promise<Tab> {
  const tab = tabs.get(javaScriptEnabled) ?? newTab(javaScriptEnabled);
  tabs.set(javaScriptEnabled, tab);
  return tab;
}

/** A tab of a browser that has never been here. */
async function newTab(javaScriptEnabled: boolean): Promise<Tab> {
  const context = await browser.newContext({ javaScriptEnabled });
  context.setDefaultTimeout(waitLimitMs);
  const tab: Tab = { page: await context.newPage(), faults: [] };
  const { page } = tab;
  const origin = inject('siteUrl');
  page.on('console', (message) => {
    const isFault = message.type() === 'error' || message.type() === 'warning';
    if (isFault) tab.faults.push(message.text());
  });
  page.on('pageerror', ({ message }) => tab.faults.push(message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) {
      tab.faults.push(`asks for ${url}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) tab.faults.push(`${response.status()} at ${response.url()}`);
  });
  return tab;
}
