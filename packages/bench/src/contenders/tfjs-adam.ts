import { type AdamOptimizer, train } from '@tensorflow/tfjs';
import { type Contender, stepOptions, timeSteps } from '../contender.js';
import type { Size } from '../size.js';
import { disposeTfjsModel, makeTfjsModel, readTfjsModel, type TfjsModel } from './tfjs-model.js';

/** The optimizer built into TensorFlow.js. It knows no weight decay, so it has less to do. */
export class TfjsAdam implements Contender {
  readonly name = 'tf.train.adam, cpu';
  readonly rule = 'Adam';
  #model: TfjsModel = { variables: [], gradients: [] };
  #optimizer: AdamOptimizer | undefined;

  async prepare(size: Size): Promise<void> {
    const { learningRate, beta1, beta2, epsilon } = stepOptions;
    this.#model = await makeTfjsModel(size);
    this.#optimizer = train.adam(learningRate, beta1, beta2, epsilon);
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
