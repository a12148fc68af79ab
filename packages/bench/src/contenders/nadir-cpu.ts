import { register } from '@nadir/backend-cpu';
import { AdamW } from '@nadir/core';
import { type Contender, stepOptions, timeSteps } from '../contender.js';
import type { Size } from '../size.js';
import { disposeTfjsModel, makeTfjsModel, readTfjsModel, type TfjsModel } from './tfjs-model.js';

/** Nadir's AdamW as a user of TensorFlow.js meets it: gradients and parameters are tensors. */
export class NadirCpu implements Contender {
  readonly name = 'Nadir AdamW, cpu';
  readonly rule = 'AdamW';
  #model: TfjsModel = { variables: [], gradients: [] };
  #optimizer: AdamW | undefined;

  async prepare(size: Size): Promise<void> {
    register();
    this.#model = await makeTfjsModel(size);
    this.#optimizer = new AdamW(this.#model.variables, stepOptions);
  }

  steps(count: number): number {
    return timeSteps(count, () => this.#optimizer?.applyGradients(this.#model.gradients));
  }

  read(stride: number): number[] {
    return readTfjsModel(this.#model, stride);
  }

  dispose(): void {
    this.#optimizer?.dispose();
    disposeTfjsModel(this.#model);
  }
}
