import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sirv from 'sirv';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built site, without a slash at its end. */
    siteUrl: string;
    /** Folder of the built site. */
    siteFolder: string;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a careful host allows: nothing from elsewhere, and no text that is run as code. */
const policy = [
  "default-src 'self'",
  // VitePress sets the theme in an inline script, before anything is painted.
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
].join('; ');

/**
 * Serves the site on this machine while its tests run. It is built in a process of its own, beside other tests: who asks for
 * it before that is done waits.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-site-'));
  const ended = new AbortController();
  const site = buildSite(folder, ended.signal);
  // Whoever asks is told of it.
  site.catch(() => {});
  const server = createServer(async (request, response) => {
    try {
      const files = await site;
      files(request, response, () => {
        response.writeHead(404).end();
      });
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provide('siteUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  provide('siteFolder', folder);
  return async () => {
    ended.abort();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Builds the site into a folder, and serves that. */
async function buildSite(folder: string, signal: AbortSignal) {
  const program = createRequire(import.meta.url).resolve('vitepress/dist/node/cli.js');
  await promisify(execFile)(process.execPath, [program, 'build', root, '--outDir', folder], {
    signal,
  });
  return sirv(folder, {
    extensions: ['html'],
    setHeaders: (response) => response.setHeader('Content-Security-Policy', policy),
  });
}
