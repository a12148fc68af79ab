import {
  call,
  chain,
  defineTransform,
  lerp,
  mul,
  type Numeric,
  type OptimizerOptions,
  OptionError,
  RuleOptimizer,
  zeros,
} from '@nadir/core';
import {
  checkFraction,
  checkInteger,
  checkPositive,
  checkWord,
  describe,
  shortNames,
} from '@nadir/core/internal';
import { newtonSchulz } from '../linear-algebra/newton-schulz.js';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';

/** Options of {@link Muon}. */
export interface MuonOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0.1`. */
  weightDecay?: Numeric;
  /** Decay rate μ of the mean of gradients, in [0, 1). Default `0.95`. */
  momentum?: Numeric;
  /** Look ahead by the gradient once more. Default `true`. */
  nesterov?: boolean;
  /** Coefficients a, b and c of the polynomial. Default `[3.4445, -4.775, 2.0315]`. */
  nsCoefficients?: readonly [number, number, number];
  /** How often the polynomial is applied, an integer in [0, 100). Default `5`. */
  nsSteps?: number;
  /** Least norm ε that the mean is divided by, > 0. Default `1e-7`. */
  epsilon?: Numeric;
  /**
   * Factor r of the step by the shape: `'original'` √max(1, rows / columns), or `'matchRmsAdamw'`
   * 0.2 √max(rows, columns), with which γ and λ of AdamW serve. Default `'original'`.
   */
  adjustLearningRate?: 'original' | 'matchRmsAdamw';
}

const scaleByMuon = defineTransform({
  name: 'scaleByMuon',
  defaults: {
    momentum: 0.95,
    nesterov: true,
    nsCoefficients: [3.4445, -4.775, 2.0315],
    epsilon: 1e-7,
    adjustLearningRate: 'original',
  },
  fixed: { nsSteps: 5 },
  state: { m: zeros() },
  dependsOnShape: true,

  check(o, where) {
    checkFraction(where, o, 'momentum');
    checkPositive(where, o, 'epsilon');
    checkInteger(where, o, 0, 'nsSteps');
    if (o.nsSteps >= 100) {
      throw new OptionError(`${where}.nsSteps: got ${o.nsSteps}, expected an integer < 100.`);
    }
    if (o.nsCoefficients.length !== 3) {
      throw new OptionError(
        `${where}.nsCoefficients: got ${describe(o.nsCoefficients)}, expected three numbers.`,
      );
    }
    checkWord(where, o, 'adjustLearningRate', ['original', 'matchRmsAdamw']);
  },

  checkShape(shape, where) {
    if (shape.length === 2) return;
    throw new OptionError(
      `${where} of shape [${shape}], expected a matrix. Give it to another optimizer: MultiOptimizer ` +
        'joins Muon for matrices and AdamW for the rest.',
    );
  },

  scalars({ momentum, epsilon, nsCoefficients, nsSteps }) {
    const [a = 0, b = 0, c = 0] = nsCoefficients;
    return { momentum, oneMinusMomentum: 1 - momentum, epsilon, a, b, c, steps: nsSteps };
  },

  update({ grad, m }, scalars, { static: s, shape: [rows = 1, columns = 1] }) {
    const { momentum, oneMinusMomentum, a, b, c, steps, epsilon } = scalars;
    const mNext = lerp(m, grad, oneMinusMomentum);
    const u = s.nesterov ? lerp(grad, mNext, momentum) : mNext;
    const { orthogonal } = call(newtonSchulz, [u], { a, b, c, steps, epsilon });
    const ratio =
      s.adjustLearningRate === 'original'
        ? Math.sqrt(Math.max(1, rows / columns))
        : 0.2 * Math.sqrt(Math.max(rows, columns));
    return { grad: mul(ratio, orthogonal), m: mNext };
  },
});

/**
 * Momentum whose step has all its singular values near 1, for matrices.
 *
 * Take it for the hidden matrices of transformers and multilayer networks, beside AdamW for all else.
 *
 * For a parameter θ of rank 2 with gradient g, at each step:
 *
 *     θ ← (1 − γ λ) θ
 *     m ← μ m + (1 − μ) g
 *     u = m,  or μ m + (1 − μ) g                  with `nesterov`
 *     X = u / max(‖u‖, ε)
 *     X ← a X + (b X Xᵀ + c (X Xᵀ)²) X            `nsSteps` times
 *     θ ← θ − γ r X
 *
 * It takes matrices only: hidden layers. Give embeddings, the output layer, biases and gains to AdamW, with
 * `MultiOptimizer`.
 *
 * State: `m`, zeros at first, with the shape of θ. The numbers are those of `torch.optim.Muon`, but for its
 * iteration in bfloat16, which here is in float32. For a weight `[in, out]`, as TensorFlow.js has it, rows and columns in
 * r are its own, so `'original'` enlarges the steps of layers that narrow; optax turns it round.
 *
 * Sources: Jordan et al., 2024, https://kellerjordan.github.io/posts/muon/; Liu et al., 2025,
 * https://arxiv.org/abs/2502.16982 (`'matchRmsAdamw'`)
 * @throws {@link OptionError} when an option leaves the range written on it, or a parameter is no matrix.
 * @example
 * ```ts
 * const optimizer = new Muon([kernel], { learningRate: 0.02 });
 * ```
 */
export class Muon extends RuleOptimizer<MuonOptions> {
  static override readonly rule = chain(
    'Muon',
    decoupledDecay(0.1),
    scaleByMuon,
    scaleByLearningRate(1e-3),
  );
}

shortNames.set('adjust_lr_fn', ['adjustLearningRate']);
