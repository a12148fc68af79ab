import { type Contender, stepOptions } from '../contender.js';
import type { Size } from '../size.js';
import type { TorchProcess } from '../torch-process.js';

/** How PyTorch carries out a step: one kernel, one launch per operation, or op by op. */
export type TorchKind = 'fused' | 'foreach' | 'loop';

/** The name of a PyTorch contender. */
export const torchName = (kind: TorchKind, threads: number) =>
  `torch ${kind}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;

/** `torch.optim.AdamW` in a Python process. */
export class Torch implements Contender {
  readonly name: string;
  readonly rule = 'AdamW';
  readonly #kind: TorchKind;
  readonly #process: TorchProcess;

  constructor(kind: TorchKind, process: TorchProcess) {
    this.name = torchName(kind, process.threads);
    this.#kind = kind;
    this.#process = process;
  }

  async prepare({ shapes }: Size): Promise<void> {
    await this.#request('prepare', { shapes, options: stepOptions });
  }

  async steps(count: number): Promise<number> {
    return (await this.#request('steps', { count })) as number;
  }

  async read(stride: number): Promise<number[]> {
    return (await this.#request('read', { stride })) as number[];
  }

  async dispose(): Promise<void> {
    await this.#request('dispose', {});
  }

  #request(what: string, given: object): Promise<unknown> {
    return this.#process.request({ do: what, kind: this.#kind, ...given });
  }
}
