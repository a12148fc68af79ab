import { checkProbability } from '@nadir/core/internal';
import type { RandomOptions } from '../random-module.js';
import { RandomLayer } from './random-layer.js';

/** A layer that drops a share p of something. */
export abstract class ProbabilityLayer extends RandomLayer {
  /** Share p that is dropped, in [0, 1]. */
  readonly p: number;

  constructor(where: string, p: number, options: RandomOptions) {
    checkProbability(where, { p }, 'p');
    super(where, options);
    this.p = p;
  }

  protected isIdentity(): boolean {
    return this.p === 0;
  }
}
