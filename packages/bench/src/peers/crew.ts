import { fileURLToPath } from 'node:url';
import { browserBackends, nodeBackends } from './backends.js';
import { type PageGreeting, PagePeer } from './page-peer.js';
import type { Peer, Skipped } from './peer.js';
import { ProcessPeer } from './process-peer.js';

/** Where the peers of a run come from. */
export interface CrewCall {
  /** Program that starts Python. */
  readonly python: string;
  /** TensorFlow.js backends. */
  readonly backends: readonly string[];
  /** Folder of `@tensorflow/tfjs-node`, if there is one. */
  readonly tfjsNode?: string | undefined;
  /** Browser to start for webgl and webgpu. Left out: somebody opens the page that is named. */
  readonly browser?: string | undefined;
}

/** All who take part in a run. */
export interface Crew {
  /** PyTorch by its number of threads. */
  readonly torch: readonly (readonly [threads: number, Peer])[];
  readonly torchVersion: string | undefined;
  /**
   * Who does the work of one maker on one backend. The kernels that Nadir registers on wasm serve
   * TensorFlow.js's own training too, so each maker has a process of its own there.
   */
  readonly workers: readonly Worker[];
  readonly page: PageGreeting | undefined;
  readonly skipped: readonly Skipped[];
  close(): void;
}

/** A peer that does the work of one maker on one backend. */
export interface WorkerOf<Maker extends string> {
  readonly backend: string;
  readonly maker: Maker;
  readonly peer: Peer;
}

export type Worker = WorkerOf<'nadir' | 'tfjs'>;

// Scripts of other languages lie beside the sources; the compiled file finds them from its own folder.
const torchScript = fileURLToPath(new URL('../../src/worker/pytorch.py', import.meta.url));
const nodeScript = fileURLToPath(new URL('../../dist/worker/node.js', import.meta.url));

const threadCounts = [1, 2] as const;
const makers = ['nadir', 'tfjs'] as const;

/** How long a browser has to come to the page; a person has to be told first. */
const programTimeoutMs = 60_000;
const personTimeoutMs = 600_000;

/** Starts all who can take part. Those who can't are named, with the reason. */
export async function startCrew(
  { python, backends, tfjsNode, browser }: CrewCall,
  onProgress: (line: string) => void,
): Promise<Crew> {
  const peers: Peer[] = [];
  const skipped: Skipped[] = [];
  const attempt = async <T extends { readonly peer: Peer }>(
    name: string,
    start: Promise<T>,
    advice: string,
  ): Promise<T | undefined> => {
    try {
      const started = await start;
      peers.push(started.peer);
      return started;
    } catch (error) {
      skipped.push({ name, reason: `${(error as Error).message}. ${advice}` });
      return undefined;
    }
  };

  const torch: [number, Peer][] = [];
  let torchVersion: string | undefined;
  for (const threads of threadCounts) {
    const start = ProcessPeer.start<string>(python, python, [torchScript, String(threads)]);
    const name = `PyTorch on ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    const found = await attempt(name, start, 'Name a Python with torch.');
    if (found === undefined) continue;
    torch.push([threads, found.peer]);
    torchVersion = found.greeting;
  }

  const workers: Worker[] = [];
  const inNode = backends.filter((backend) => nodeBackends.includes(backend));
  for (const maker of makers) {
    if (inNode.length === 0) break;
    const args = [nodeScript, ...(tfjsNode === undefined ? [] : [tfjsNode])];
    const start = ProcessPeer.start<string>('Node.js', process.execPath, args);
    const found = await attempt(`${maker} in Node.js`, start, 'Build the package first.');
    if (found === undefined) continue;
    for (const backend of inNode) workers.push({ backend, maker, peer: found.peer });
  }

  const inPage = backends.filter((backend) => browserBackends.includes(backend));
  let page: PageGreeting | undefined;
  if (inPage.length > 0) {
    const start = PagePeer.start({
      browser,
      onPage: (url) => onProgress(`Open ${url} in a browser to measure ${inPage.join(' and ')}.`),
      timeoutMs: browser === undefined ? personTimeoutMs : programTimeoutMs,
    });
    const found = await attempt(
      inPage.join(' and '),
      start,
      'Name a browser, or open the page in one.',
    );
    if (found !== undefined) {
      const { peer, greeting } = found;
      page = greeting;
      for (const backend of inPage) {
        for (const maker of makers) workers.push({ backend, maker, peer });
      }
    }
  }
  const close = () => {
    for (const peer of peers) peer.close();
  };
  return { torch, torchVersion, workers, page, skipped, close };
}
