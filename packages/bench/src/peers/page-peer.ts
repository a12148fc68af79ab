import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { documentOf, fileOf } from './page-files.js';
import type { Answer, Peer, Started } from './peer.js';

/** What a page says of itself first. */
export interface PageGreeting {
  /** The browser, as it calls itself. */
  readonly browser: string;
  /** What WebGL and WebGPU run on, each if it is there. */
  readonly webgl?: string;
  readonly webgpu?: string;
}

/** What a page posts: its greeting, what went wrong, the answer to its order, or nothing new. */
interface Message {
  readonly greeting?: PageGreeting;
  readonly failure?: string;
  readonly answer?: Answer;
}

/** How a browser comes to the page. */
export interface Visit {
  /** Program that is started without a window. Left out: somebody opens the page. */
  readonly browser?: string | undefined;
  /** Told where the page is, if somebody has to open it. */
  onPage(url: string): void;
  /** How long to wait for the browser. */
  readonly timeoutMs: number;
}

/** Software rendering where there is no GPU, and no network. */
const flags = [
  '--headless=new',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan,WebGPU',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** An open request that waits for an order is answered after this time, and the page asks again. */
const patienceMs = 20_000;

/** A page that fetches orders from a server on 127.0.0.1 and posts what came of each. */
export class PagePeer implements Peer {
  readonly #server: Server;
  #browser: ChildProcess | undefined;
  readonly #orders: {
    readonly order: object;
    resolve(value: unknown): void;
    reject(error: Error): void;
  }[] = [];
  /** The request of a page that has nothing to do. */
  #idle: ServerResponse | undefined;
  #end: Error | undefined;
  #onGreeting: (greeting: PageGreeting) => void = () => {};
  #onFailure: (error: Error) => void = (error) => this.#stop(error);

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: Error) => {
        response.writeHead(500).end(error.message);
      });
    });
  }

  /**
   * Serves the page and waits for a browser to come.
   *
   * @throws Error when none comes in time, or it ends; then nothing is left running.
   */
  static async start({ browser, onPage, timeoutMs }: Visit): Promise<Started<PageGreeting>> {
    const peer = new PagePeer();
    await new Promise<void>((resolve) => peer.#server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(peer.#server.address() as AddressInfo).port}/`;
    try {
      const greeting = await new Promise<PageGreeting>((resolve, reject) => {
        peer.#onGreeting = resolve;
        peer.#onFailure = reject;
        setTimeout(
          () => reject(new Error(`no browser came to ${url} within ${timeoutMs / 1000} s`)),
          timeoutMs,
        ).unref();
        if (browser === undefined) onPage(url);
        else peer.#visitWith(browser, url, reject);
      });
      return { peer, greeting };
    } catch (error) {
      peer.close();
      throw error;
    }
  }

  ask(order: object): Promise<unknown> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#orders.push({ order, resolve, reject });
      this.#handOut();
    });
  }

  close(): void {
    this.#stop(new Error('the page was closed'));
    this.#browser?.kill();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #visitWith(program: string, url: string, reject: (error: Error) => void): void {
    const profile = mkdtempSync(join(tmpdir(), 'nadir-page-'));
    const child = spawn(program, [...flags, `--user-data-dir=${profile}`, url], {
      stdio: 'ignore',
    });
    this.#browser = child;
    const stop = (error: Error) => {
      this.#stop(error);
      reject(error);
    };
    child.once('error', stop);
    child.once('exit', (code) => {
      // Processes of the browser may outlive it for a moment; what they leave in there harms nobody.
      rm(profile, { recursive: true, force: true, maxRetries: 20 }).catch(() => {});
      stop(new Error(`${program} ended with ${code}`));
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'POST' && pathname === '/answers') {
      this.#hear(JSON.parse(await text(request)));
      this.#wait(response);
    } else if (pathname === '/') {
      response.setHeader('content-type', 'text/html').end(documentOf());
    } else {
      const file = await fileOf(pathname);
      if (file === undefined) response.writeHead(404).end();
      else response.setHeader('content-type', 'text/javascript').end(file);
    }
  }

  /** Takes what a page posts. */
  #hear(message: Message): void {
    if (message.failure !== undefined) this.#onFailure(new Error(message.failure));
    if (message.greeting !== undefined) this.#onGreeting(message.greeting);
    if (message.answer === undefined) return;
    const first = this.#orders.shift();
    if ('error' in message.answer) first?.reject(new Error(message.answer.error));
    else first?.resolve(message.answer.result);
  }

  #wait(response: ServerResponse): void {
    this.#idle = response;
    setTimeout(() => {
      if (this.#idle !== response) return;
      this.#idle = undefined;
      response.end('null');
    }, patienceMs).unref();
    this.#handOut();
  }

  /** Hands the first order out, if the page waits for one. */
  #handOut(): void {
    const [first] = this.#orders;
    if (this.#idle === undefined || first === undefined) return;
    this.#idle.setHeader('content-type', 'application/json').end(JSON.stringify(first.order));
    this.#idle = undefined;
  }

  #stop(reason: Error): void {
    this.#end ??= reason;
    for (const { reject } of this.#orders.splice(0)) reject(this.#end);
  }
}
