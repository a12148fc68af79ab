import { surfaces } from '@nadir/problems';
import { expect, test } from 'vitest';
import { type Contender, contenderOf } from '../../../state/contender.js';
import { initialSurface } from '../../../state/task.js';
import { parseFormula } from '../../formula/formula.js';
import { pythonFormula } from './formula-text.js';
import { formulaOf, formulas, pytorchSurfaceProgram } from './surface-program.js';

const names = ['quadratic', ...Object.keys(formulas)] as (keyof typeof formulas)[];

test.each(names)('the formula of %s is its surface', (surface) => {
  const height = parseFormula(formulaOf({ ...initialSurface, surface, condition: 40 }));
  const made = surfaces[surface]?.(
    (surface as string) === 'quadratic' ? { conditionNumber: 40 } : {},
  );
  for (const [x, y] of [
    [0, 0],
    [1.5, -0.75],
    [-2.25, 3.5],
  ] as const) {
    const { value } = height({ value: x, dx: 1, dy: 0 }, { value: y, dx: 0, dy: 1 });
    expect(value).toBeCloseTo(made?.value([x, y]) as number, 9);
  }
});

test.each([
  ['x^2 + 3 sin(y)^2', 'x ** 2 + 3 * torch.sin(y) ** 2'],
  ['-x^2 - (x - y) - -y', '-x ** 2 - (x - y) - (-y)'],
  ['x / (y * 2) ^ 2 ^ x', 'x / (y * 2) ** 2 ** x'],
  [
    '(x^2)^3 max(ln(x), sqrt(2))',
    '(x ** 2) ** 3 * torch.maximum(torch.log(x), torch.tensor(math.sqrt(2)))',
  ],
])('%s in Python', (formula, text) => {
  expect(pythonFormula(formula)).toBe(text);
});

test('a contender on a surface is a loop of PyTorch', () => {
  const task = { ...initialSurface, surface: 'formula', formula: 'x^2 + 2 y^2 + 1' } as const;
  const contender: Contender = {
    ...contenderOf('sgd', { learningRate: 0.1, momentum: 0.9 }),
    ...{ clip: 'value', clipLimit: 0.5, l2: 0.01 },
  };
  const program = pytorchSurfaceProgram(
    { ...task, gradientNoise: 0.25, start: [1, -2] },
    contender,
    40,
  );
  expect(program).toContain(`def height(x, y):
    return x ** 2 + 2 * y ** 2 + 1 - 1
`);
  expect(program).toContain(
    'place = torch.tensor([1, -2], dtype=torch.float32, requires_grad=True)',
  );
  expect(program).toContain(`for step in range(40):
    optimizer.zero_grad()
    value = height(*place.double())
    value.backward()
    print(f"step {step + 1} value {value.item()} at {place.tolist()}")
    place.grad += 0.25 * torch.randn(2)
    nn.utils.clip_grad_value_([place], 0.5)
    for p in [place]:
        p.grad += 2 * 0.01 * p.detach()
    optimizer.step()
`);
  expect(pytorchSurfaceProgram(task, contenderOf('lion'), 40)).toBeUndefined();
});
