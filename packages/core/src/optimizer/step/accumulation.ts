import { dispose, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { accumulate } from '../../transforms/accumulate.js';
import { changeOf } from '../groups/further-rule.js';
import type { Matched } from '../groups/matching.js';
import type { Parameter } from '../groups/parameter.js';
import type { Accumulating, Change, Steps } from './change.js';
import type { Prepared } from './prepare.js';

/** Lets the gradients of micro-batches wait until there are enough for a step. */
export class Accumulation implements Accumulating {
  count = 0;
  readonly #steps: Steps;
  readonly #size: number;
  /** Adds the gradients of a micro-batch to those that wait. */
  readonly #adding: Change;

  /** @param size Micro-batches of a step. */
  constructor(steps: Steps, size: number) {
    this.#steps = steps;
    this.#size = size;
    this.#adding = steps.changeBy(changeOf(accumulate));
  }

  take(matched: Matched): void {
    if (this.count + 1 < this.#size) {
      this.#steps.withGradients(matched.parameters, () => this.#add(matched));
    } else this.#step(matched, this.#size);
  }

  flush(): void {
    if (this.count > 0) this.#step({ parameters: [], added: [] }, this.count);
  }

  #add(matched: Matched): void {
    const { parameters, added } = matched;
    const prepared = this.#steps.prepare(matched, this.#adding);
    if (prepared === undefined) return;
    this.#steps.run(prepared, this.#adding)?.dispose();
    const arrived = parameters.filter(({ waits }) => !waits);
    for (const parameter of arrived) parameter.waits = true;
    this.count++;
    prepared.verdict?.whenRefused(() => {
      for (const parameter of arrived) parameter.waits = false;
      this.count--;
      this.#steps.leave(added);
    });
    this.#steps.end(prepared.verdict, false);
  }

  /** Parameters that wait and have no gradient in the last micro-batch move too, with a gradient of zeros. */
  #step({ parameters: given, added }: Matched, microBatches: number): void {
    const missing = this.#waiting().filter(({ grad }) => grad === undefined);
    const zeros = missing.map(({ variable }) => zerosLike(variable as Tensor));
    missing.forEach((parameter, i) => {
      parameter.grad = zeros[i] as Tensor;
    });
    const parameters = [...given, ...missing];
    if (parameters.length === 0) return;
    try {
      this.#steps.withGradients(parameters, () => {
        const prepared = this.#steps.take({ parameters, added }, microBatches);
        if (prepared !== undefined) this.#complete(prepared.verdict);
      });
    } finally {
      dispose(zeros);
    }
  }

  #complete(verdict: Prepared['verdict']): void {
    const { count } = this;
    const waiting = this.#waiting();
    for (const parameter of waiting) parameter.waits = false;
    this.count = 0;
    verdict?.whenRefused(() => {
      for (const parameter of waiting) parameter.waits = true;
      this.count += count;
    });
  }

  #waiting(): Parameter[] {
    if (this.count === 0) return [];
    return this.#steps.roster.parameters.filter(({ waits }) => waits);
  }
}
