import { add, execute, mul, TensorError, trace } from '@nadir/core';
import { describe, tidyGradients } from '@nadir/core/internal';
import {
  clone,
  concat,
  keep,
  reshape,
  type Scalar,
  scalar,
  slice,
  Tensor,
  tidy,
  type Variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Line, Objective } from './space.js';
import type { TensorSpace } from './tensor-space.js';

/** A loss as a function of variables, all of which together are one vector. */
export class TensorObjective implements Objective<Tensor, Tensor> {
  readonly #where: string;
  readonly #space: TensorSpace;
  readonly #variables: readonly Variable[];
  readonly #loss: () => Scalar;

  constructor(
    where: string,
    space: TensorSpace,
    variables: readonly Variable[],
    loss: () => Scalar,
  ) {
    this.#where = where;
    this.#space = space;
    this.#variables = variables;
    this.#loss = loss;
  }

  /** @throws {@link TensorError} when the loss is none, or depends on none of the variables. */
  evaluate(): { loss: Tensor; gradient: Tensor } {
    const { loss, gradient } = tidy(() => {
      const { value, grads } = this.#differentiate();
      const parts = this.#variables.map(({ name, size }) => {
        const grad = grads[name];
        return grad ? reshape(grad, [size]) : zeros([size]);
      });
      return { loss: value, gradient: concat(parts) };
    });
    return { loss: this.#space.take(loss), gradient: this.#space.take(gradient) };
  }

  lineAlong(direction: Tensor): Line {
    let first = 0;
    const starts = this.#variables.map((one) => keep(clone(one as Tensor)));
    const parts = this.#variables.map(({ size, shape }) => {
      const part = tidy(() => reshape(slice(direction, [first], [size]), shape));
      first += size;
      return keep(part);
    });
    return {
      moveTo: (t) => {
        this.#variables.forEach((variable, i) => {
          const tensors = { start: starts[i] as Tensor, direction: parts[i] as Tensor };
          const { place } = execute(moveProgram, { tensors, scalars: { t } });
          variable.assign(place as Tensor);
          (place as Tensor).dispose();
        });
      },
      end: () => {
        for (const tensor of [...starts, ...parts]) tensor.dispose();
      },
    };
  }

  #differentiate(): ReturnType<typeof variableGrads> {
    let isComputed = false;
    let misfit: string | undefined;
    const checked = (): Scalar => {
      const loss: unknown = this.#loss();
      isComputed = true;
      if (loss instanceof Tensor && loss.rank === 0 && loss.dtype === 'float32') {
        return loss as Scalar;
      }
      misfit = loss instanceof Tensor ? `${loss.dtype} [${loss.shape}]` : describe(loss);
      // An error here would leave behind what TensorFlow.js keeps for gradients. So TensorFlow.js finds a loss without gradient.
      return scalar(0);
    };
    try {
      return tidyGradients(() => variableGrads(checked, [...this.#variables]));
    } catch (cause) {
      const isUnconnected = cause instanceof Error && cause.message.includes('connection');
      if (!isComputed || !isUnconnected) throw cause;
      if (misfit !== undefined) {
        throw new TensorError(
          `${this.#where}: got ${misfit} as the loss, expected a float32 number, as sum() or mean() give it.`,
        );
      }
      throw new TensorError(
        `${this.#where}: got a loss without gradient, expected one that depends on a parameter. ` +
          'Compute it from the parameters inside the function.',
        { cause },
      );
    }
  }
}

const moveProgram = trace(
  { name: 'move', tensors: ['start', 'direction'], scalars: ['t'] },
  ({ start, direction, t }) => ({ place: add(start, mul(t, direction)) }),
);
