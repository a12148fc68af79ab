import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { build } from 'vitepress';
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

/** Builds the site once, and serves it on this machine while its tests run. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-site-'));
  await build(root, { outDir: folder });
  const files = sirv(folder, {
    extensions: ['html'],
    setHeaders: (response) => response.setHeader('Content-Security-Policy', policy),
  });
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.statusCode = 404;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provide('siteUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  provide('siteFolder', folder);
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  };
}
