import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Peer, Started } from './peer.js';

/** A process that reads orders as lines of JSON and answers each with one line. */
export class ProcessPeer implements Peer {
  readonly #name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: { resolve(value: unknown): void; reject(error: Error): void }[] = [];
  #errors = '';
  #end: Error | undefined;

  private constructor(name: string, command: string, args: readonly string[]) {
    this.#name = name;
    this.#child = spawn(command, args);
    this.#child.once('error', (error) => this.#stop(error));
    this.#child.once('close', (code) => {
      // The last line of a traceback tells what happened, those before it where.
      const last = this.#errors.trim().split('\n').at(-1);
      this.#stop(new Error(`${this.#name} ended with ${code}. ${last}`));
    });
    // A write to a process that has ended fails here too; `close` tells the reason.
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.on('data', (text) => {
      this.#errors = `${this.#errors}${text}`.slice(-2000);
    });
    createInterface(this.#child.stdout).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      const first = this.#waiting.shift();
      if ('error' in answer) first?.reject(new Error(answer.error));
      else first?.resolve(answer.result);
    });
  }

  /**
   * Starts a process and waits for its first line, which comes without an order.
   *
   * @param name What it is called in errors.
   * @throws Error when there is no such program, or its first line is an error; then it has ended.
   */
  static async start<Greeting>(
    name: string,
    command: string,
    args: readonly string[],
  ): Promise<Started<Greeting>> {
    const peer = new ProcessPeer(name, command, args);
    return { peer, greeting: (await peer.#next()) as Greeting };
  }

  ask(order: object): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
    return this.#next();
  }

  close(): void {
    this.#child.stdin.end();
  }

  #next(): Promise<unknown> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  #stop(reason: Error): void {
    this.#end ??= reason;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#end);
  }
}
