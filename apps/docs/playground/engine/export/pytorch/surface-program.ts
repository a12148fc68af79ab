import type { Contender } from '../../../state/contender.js';
import type { SurfaceTask } from '../../../state/task.js';
import { groundOf } from '../../course/surface.js';
import { pythonFormula } from './formula-text.js';
import { optimizerText, python, ratesText } from './optimizer-text.js';
import { stepText } from './step-text.js';

/** The surfaces of `@nadir/problems` as formulas. */
export const formulas: Readonly<
  Record<Exclude<SurfaceTask['surface'], 'formula' | 'quadratic'>, string>
> = {
  rosenbrock: '100 (y - x^2)^2 + (1 - x)^2',
  rastrigin: '20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)',
  himmelblau: '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
  beale: '(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2',
  saddle: 'x^2 - y^2',
};

/** The surface of a task as a formula in x and y. */
export function formulaOf({ surface, formula, condition }: SurfaceTask): string {
  if (surface === 'formula') return formula;
  return surface === 'quadratic' ? `0.5 x^2 + 0.5 * ${condition} y^2` : formulas[surface];
}

/**
 * A contender on a surface as a program of PyTorch. Its values are those of the playground but for rounding, and for noise on
 * gradients, which PyTorch draws by itself. Nothing where PyTorch has no such optimizer.
 */
export function pytorchSurfaceProgram(
  task: SurfaceTask,
  contender: Contender,
  steps: number,
): string | undefined {
  const optimizer = optimizerText(contender, 1, '[place]');
  if (optimizer === undefined) return undefined;
  const rates = ratesText(contender, steps);
  const { start, floor } = groundOf(task);
  const height = pythonFormula(formulaOf(task));
  const noise = task.gradientNoise;
  return `# pip install torch
import math
import torch
from torch import nn

torch.set_num_threads(1)


def height(x, y):
    return ${floor === 0 ? height : `${height} - ${python(floor)}`}


place = torch.tensor(${python(start)}, dtype=torch.float32, requires_grad=True)
optimizer = ${optimizer}
${rates === undefined ? '' : `${rates}\n`}
for step in range(${steps}):
    optimizer.zero_grad()
    value = height(*place.double())
    value.backward()
    print(f"step {step + 1} value {value.item()} at {place.tolist()}")
${noise === 0 ? '' : `    place.grad += ${noise} * torch.randn(2)\n`}${stepText(contender, {
  hasRates: rates !== undefined,
  parameters: '[place]',
  include: 'all',
})}
`;
}
