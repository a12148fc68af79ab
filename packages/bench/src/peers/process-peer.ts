import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the script answers to each request. */
type Answer = { readonly result: unknown } | { readonly error: string };

// The script lies beside the sources; the compiled file finds it from its own folder.
const script = fileURLToPath(new URL('../src/torch-step.py', import.meta.url));

/** A Python process that steps PyTorch optimizers on a given number of threads. */
export class TorchProcess {
  readonly threads: number;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: { resolve(value: unknown): void; reject(error: Error): void }[] = [];
  #errors = '';
  #end: Error | undefined;

  private constructor(python: string, threads: number) {
    this.threads = threads;
    this.#child = spawn(python, [script, String(threads)]);
    this.#child.once('error', (error) => this.#stop(error));
    this.#child.once('close', (code) => {
      this.#stop(new Error(`Python ended with ${code}. ${this.#errors.trim()}`));
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
   * Starts Python and imports torch, whose version it returns.
   *
   * @throws Error when there is no such program or no torch in it; then nothing is left running.
   */
  static async start(
    python: string,
    threads: number,
  ): Promise<{ process: TorchProcess; version: string }> {
    const process = new TorchProcess(python, threads);
    // The first line comes without a request.
    const version = (await process.#next()) as string;
    return { process, version };
  }

  /** Asks for one thing and waits for the answer. */
  request(what: Readonly<Record<string, unknown>>): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(what)}\n`);
    return this.#next();
  }

  /** Ends the process. */
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
