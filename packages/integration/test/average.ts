import type { ParameterSource } from '@nadir/core';
import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { WeightAverage } from '@nadir/optim/averages';

/** An average of the weights of a story, if it has one, with a file of its own. */
export class Average {
  readonly #average: WeightAverage | undefined;

  constructor(kind: 'ema' | 'swa' | 'none', parameters: ParameterSource) {
    if (kind === 'none') return;
    this.#average = new WeightAverage(parameters, kind === 'ema' ? { kind, decay: 0.9 } : { kind });
  }

  update(): void {
    this.#average?.update();
  }

  async save(): Promise<string> {
    if (this.#average === undefined) return '';
    const { tensors, metadata } = this.#average.stateDict();
    return Buffer.from(await encodeSafetensors(tensors, metadata)).toString('base64');
  }

  load(file: string): void {
    this.#average?.loadStateDict(decodeSafetensors(Uint8Array.from(Buffer.from(file, 'base64'))));
  }

  values(): number[] {
    const tensors = Object.values(this.#average?.stateDict().tensors ?? {});
    return tensors.flatMap((tensor) => [...tensor.dataSync()]);
  }
}
