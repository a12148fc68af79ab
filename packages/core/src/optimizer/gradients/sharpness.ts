import {
  clone,
  dispose,
  engine,
  keep,
  type Tensor,
  tidy,
  type Variable,
} from '@tensorflow/tfjs-core';
import { checkBoolean, checkNames, checkPositive } from '../../check.js';
import { add, div, type Expr, mul, sqrt, square } from '../../program/expression.js';
import { sum } from '../../program/reduce.js';
import { execute } from '../../program/run/execute.js';
import { trace } from '../../program/trace.js';
import { registerNamed } from '../../state/named.js';
import { totalOf } from '../step/total.js';
import type { SharpnessAware } from './around-loss.js';
import type { LossGradients } from './loss-gradients.js';

/** Options of {@link sam}. */
export interface SamOptions {
  /** Radius ρ, > 0. Default `0.05`; with `adaptive` try 0.5 to 2. */
  readonly rho?: number;
  /** Whether the radius follows the size of each parameter. Default `false`. */
  readonly adaptive?: boolean;
}

/**
 * Steps by gradients that are taken where the loss is highest near by, at a distance ρ: SAM. With
 * `adaptive`, the distance is measured in units of the parameters: ASAM. The option `sharpnessAware` takes it.
 *
 * Both computations of the loss move what a model keeps beside its parameters: the running statistics of
 * {@link BatchNorm}, and the streams of dropout, whose masks differ between the two.
 *
 * Papers: Foret et al., ICLR 2021, https://arxiv.org/abs/2010.01412; Kwon et al., ICML 2021, https://arxiv.org/abs/2102.11600
 * @throws {@link OptionError} when an option is unknown or out of range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, sharpnessAware: sam({ rho: 0.05 }) });
 * ```
 */
export function sam(options: SamOptions = {}): SharpnessAware {
  checkNames('sam', options, ['rho', 'adaptive']);
  const { rho = 0.05, adaptive = false } = options;
  checkPositive('sam', { rho }, 'rho');
  checkBoolean('sam', { adaptive }, 'adaptive');
  return {
    config: { guard: 'sam', rho, adaptive },
    gradients: (compute, climbs) => sharpnessAware({ rho, adaptive }, compute, climbs),
  };
}

registerNamed('guard', 'sam', (options) => sam(options));

function sharpnessAware(
  { rho, adaptive }: Required<SamOptions>,
  compute: () => LossGradients,
  climbs: (variable: Variable) => boolean,
): LossGradients {
  const { value, grads } = compute();
  const variables = Object.keys(grads).map(
    (name) => engine().registeredVariables[name] as Variable,
  );
  if (variables.length === 0) return { value, grads };
  const saved = variables.map((variable) => keep(clone(variable)));
  try {
    const programs = adaptive ? adaptivePrograms : plainPrograms;
    tidy(() => {
      const gradOf = (variable: Variable) => grads[variable.name] as Tensor;
      const parts = variables.map(
        (param) =>
          execute(programs.norm, { tensors: { param, grad: gradOf(param) } }).squares as Tensor,
      );
      const squares = totalOf(parts, 'sum');
      for (const param of variables) {
        const radius = climbs(param) ? -rho : rho;
        const tensors = { param, grad: gradOf(param), squares };
        const { moved } = execute(programs.move, { tensors, scalars: { radius } });
        param.assign(moved as Tensor);
      }
    });
    const second = compute();
    second.value.dispose();
    return { value, grads: second.grads };
  } catch (error) {
    value.dispose();
    throw error;
  } finally {
    dispose(grads);
    variables.forEach((variable, i) => {
      variable.assign(saved[i] as Tensor);
    });
    dispose(saved);
  }
}

const plainPrograms = programsOf((_, grad) => ({ direction: grad, length: grad }));

// ρ θ² g / ‖θ g‖: the scaling |θ| acts on the radius and on the direction.
const adaptivePrograms = programsOf((param, grad) => {
  const length = mul(param, grad);
  return { direction: mul(param, length), length };
});

/** θ + ρ d / (‖l‖ + 1e-12), where the norm is over all parameters. */
function programsOf(of: (param: Expr, grad: Expr) => { direction: Expr; length: Expr }) {
  return {
    norm: trace({ name: 'sharpnessNorm', tensors: ['param', 'grad'] }, ({ param, grad }) => ({
      squares: sum(square(of(param, grad).length)),
    })),
    move: trace(
      {
        name: 'sharpnessAware',
        tensors: ['param', 'grad'],
        broadcasts: ['squares'],
        scalars: ['radius'],
      },
      ({ param, grad, squares, radius }) => {
        const { direction } = of(param, grad);
        return { moved: add(param, mul(div(radius, add(sqrt(squares), 1e-12)), direction)) };
      },
    ),
  };
}
