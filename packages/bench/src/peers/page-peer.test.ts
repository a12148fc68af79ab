import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { modules } from './page-files.js';
import { PagePeer } from './page-peer.js';
import type { Peer } from './peer.js';

const peers: Peer[] = [];
afterEach(() => {
  for (const peer of peers.splice(0)) peer.close();
});

/** A visitor that greets and then answers each order by what `handle` makes of it. */
async function visit(url: string, handle: (order: unknown) => object): Promise<void> {
  const post = async (message: object) => {
    const response = await fetch(`${url}answers`, {
      method: 'POST',
      body: JSON.stringify(message),
    });
    return (await response.json()) as unknown;
  };
  let message: object = { greeting: { browser: 'a browser', webgl: 'a GPU' } };
  try {
    for (;;) message = handle(await post(message));
  } catch {
    // The page is closed.
  }
}

const start = (handle: (order: unknown) => object) =>
  PagePeer.start({ onPage: (url) => void visit(url, handle), timeoutMs: 10_000 });

describe('a page', () => {
  test('greets, gets orders in turn, and is heard', async () => {
    const { peer, greeting } = await start((order) => ({ answer: { result: { did: order } } }));
    peers.push(peer);
    expect(greeting).toEqual({ browser: 'a browser', webgl: 'a GPU' });
    const answers = await Promise.all([peer.ask({ do: 1 }), peer.ask({ do: 2 })]);
    expect(answers).toEqual([{ did: { do: 1 } }, { did: { do: 2 } }]);
  });

  test('fails an order with the reason it gives', async () => {
    const { peer } = await start(() => ({ answer: { error: 'no such backend' } }));
    peers.push(peer);
    await expect(peer.ask({})).rejects.toThrow('no such backend');
  });

  test('leaves no order waiting when it is closed', async () => {
    const { peer } = await start(() => ({}));
    const waiting = peer.ask({});
    peer.close();
    await expect(waiting).rejects.toThrow('closed');
    await expect(peer.ask({})).rejects.toThrow('closed');
  });

  test('gives up on a browser that does not come, or is none', async () => {
    const silent = PagePeer.start({ onPage: () => {}, timeoutMs: 50 });
    await expect(silent).rejects.toThrow(
      /no browser came to http:\/\/127\.0\.0\.1:\d+\/ within 0\.05 s/,
    );
    const none = PagePeer.start({ browser: 'no-such-browser', onPage: () => {}, timeoutMs: 5000 });
    await expect(none).rejects.toThrow('no-such-browser');
  });

  test('is told when the page itself fails', async () => {
    const fail = async (url: string) => {
      const body = JSON.stringify({ failure: 'no such module' });
      // The answer never comes: the page is given up.
      await fetch(`${url}answers`, { method: 'POST', body }).catch(() => {});
    };
    const start = PagePeer.start({ onPage: (url) => void fail(url), timeoutMs: 10_000 });
    await expect(start).rejects.toThrow('no such module');
  });

  test('knows every module that its scripts import', () => {
    const packages = [
      ...['core', 'optim', 'nn', 'simd', 'backend-webgl', 'backend-webgpu'],
      'bench/src/worker',
    ];
    const imported = packages.flatMap((name) => {
      const folder = fileURLToPath(new URL(`../../../${name}/`, import.meta.url));
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /(^|[/])src[/].*\.ts$|^[a-z]+\.ts$/.test(file))
        .filter((file) => !/\.test\.ts$|^node\.ts$/.test(file))
        .flatMap((file) => [
          ...readFileSync(join(folder, file), 'utf8').matchAll(
            /^(?:import|export|\})(?! type)[^;/]*? from '(@[^']+)';|^import '(@[^']+)';/gm,
          ),
        ])
        .map(([, from, alone]) => from ?? alone);
    });
    expect(imported.length).toBeGreaterThan(20);
    expect(imported.filter((name) => !((name as string) in modules))).toEqual([]);
  });

  test('serves its own document, and no file but scripts of its packages', async () => {
    let statuses: number[] = [];
    const paths = [
      '/',
      '/@tensorflow/tfjs/dist/tf.fesm.min.js',
      '/@tensorflow/tfjs/package.json',
      '/@tensorflow/tfjs/dist/../package.json',
      '/@tensorflow/tfjs/dist/%2e%2e/%2e%2e/%2e%2e/typescript/lib/typescript.js',
      '/etc/passwd',
      '/@nadir/core/dist/nothing.js',
    ];
    const look = async (url: string) => {
      statuses = await Promise.all(
        paths.map(async (path) => (await fetch(new URL(path, url))).status),
      );
      await visit(url, () => ({}));
    };
    const { peer } = await PagePeer.start({ onPage: (url) => void look(url), timeoutMs: 10_000 });
    peers.push(peer);
    expect(statuses).toEqual([200, 200, 404, 404, 404, 404, 404]);
  });
});
