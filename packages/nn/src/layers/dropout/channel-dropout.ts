import type { RandomOptions } from '../random-module.js';
import { SharedDropout } from './shared-dropout.js';

/** Dropout of whole channels, over inputs of a certain number of axes. */
export abstract class ChannelDropout extends SharedDropout {
  /** Names of the axes between batch and channels. */
  readonly #axes: readonly string[];

  constructor(where: string, p: number, options: RandomOptions, axes: readonly string[]) {
    super(where, p, options);
    this.#axes = axes;
  }

  protected override expectedLayout(rank: number): string | undefined {
    const spatial = this.#axes.length;
    if (rank === spatial + 1 || rank === spatial + 2) return undefined;
    const layout = [...this.#axes, 'channels'].join(', ');
    return `[batch, ${layout}] or [${layout}]`;
  }

  protected maskShape(shape: readonly number[]): number[] {
    const first = shape.length - this.#axes.length - 1;
    return shape.map((size, axis) => (axis >= first && axis < shape.length - 1 ? 1 : size));
  }
}
