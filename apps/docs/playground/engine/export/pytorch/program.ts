import { RandomStreams } from '@nadir/core';
import type { Contender } from '../../../state/contender.js';
import type { ActivationName, NetworkTask } from '../../../state/task.js';
import { batches, type NetworkCourse } from '../../course/network-course.js';
import { dropoutsOf } from '../../training/network.js';
import { optimizerText, ratesText } from './optimizer-text.js';
import { stepText } from './step-text.js';

/** What a program is made of. */
export interface PyTorchSubject {
  readonly task: NetworkTask;
  readonly contender: Contender;
  /** A network of the first seed before its first step. */
  readonly course: NetworkCourse;
  /** Its parameters one after the other, on the host. */
  readonly weights: Float32Array;
  readonly seed: number;
  readonly steps: number;
}

const activations: Readonly<Record<ActivationName, string | undefined>> = {
  relu: 'nn.ReLU()',
  tanh: 'nn.Tanh()',
  gelu: 'nn.GELU()',
  sigmoid: 'nn.Sigmoid()',
  linear: undefined,
};

/**
 * A contender as a program of PyTorch, with the data, the first weights and the order of the examples in it: its losses are
 * those of the playground but for rounding, and for masks of dropout, which each library draws by itself. Nothing where PyTorch
 * has no such optimizer.
 */
export function pytorchProgram(subject: PyTorchSubject): string | undefined {
  const { task, contender, course, seed, steps } = subject;
  const { train, objective, inputs } = course.material;
  const count = train.targets.length;
  const optimizer = optimizerText(contender, task.batch, 'model.parameters()');
  if (optimizer === undefined) return undefined;
  const rates = ratesText(contender, steps);
  const { size, perEpoch } = batches(count, task, new RandomStreams(0).next());
  const isClassification = objective.outputs > 1;
  const maps = course.material.widths.length - 1;
  return `# pip install torch
import math
import torch
from torch import nn

torch.set_num_threads(1)

# Inputs with mean 0 and deviation 1, and what is to be predicted.
x = torch.tensor(${rowsText(train.features, inputs.length)})
y = torch.tensor(${targetsText(subject)})

model = nn.Sequential(
    ${layersText(subject).join(',\n    ')},
)

# The first weights of the playground.
with torch.no_grad():
    first = [
        ${weightsText(subject).join(',\n        ')},
    ]
    for parameter, values in zip(model.parameters(), first):
        parameter.copy_(torch.tensor(values))

optimizer = ${optimizer}
${rates === undefined ? '' : `${rates}\n`}criterion = nn.${isClassification ? 'CrossEntropyLoss' : 'MSELoss'}()


def threefry(key, stream, i, epoch):
    """Random bits, the same as in the playground."""
    mask, rotations = 0xFFFFFFFF, (13, 15, 26, 6, 17, 29, 16, 24)
    keys = (key, stream, key ^ stream ^ 0x1BD11BDA)
    a, b = (i + key) & mask, (epoch + stream) & mask
    for r in range(20):
        a = (a + b) & mask
        d = rotations[r % 8]
        b = (((b << d) | (b >> (32 - d))) & mask) ^ a
        if r % 4 == 3:
            n = (r + 1) // 4
            a = (a + keys[n % 3]) & mask
            b = (b + keys[(n + 1) % 3] + n) & mask
    return a


def shuffled(epoch):
    order = list(range(${count}))
    for i in range(${count - 1}, 0, -1):
        j = threefry(${seed}, ${maps}, i, epoch) * (i + 1) // 2**32
        order[i], order[j] = order[j], order[i]
    return order


for step in range(${steps}):
    if step % ${perEpoch} == 0:
        order = shuffled(1 + step // ${perEpoch})
    index = step % ${perEpoch}
    rows = order[index * ${size} : (index + 1) * ${size}]
    optimizer.zero_grad()
    loss = criterion(model(x[rows]), y[rows])
    loss.backward()
${stepText(contender, { hasRates: rates !== undefined, parameters: 'model.parameters()', include: 'weights' })}
    print(f"step {step + 1} loss {loss.item()}")
`;
}

/** Shortest decimals that are the same number in float32. */
const decimal = (x: number): string => String(Number(x.toPrecision(9)));

const listText = (values: Iterable<number>): string =>
  `[${Array.from(values, decimal).join(', ')}]`;

function rowsText(values: Float32Array, width: number): string {
  const rows = Array.from({ length: values.length / width }, (_, row) =>
    listText(values.subarray(row * width, (row + 1) * width)),
  );
  return `[\n    ${rows.join(',\n    ')},\n]`;
}

/** Classes, or numbers with mean 0 and deviation 1. */
function targetsText({ course }: PyTorchSubject): string {
  const { objective, train } = course.material;
  if (objective.outputs > 1) return `[${Array.from(train.targets).join(', ')}]`;
  const { values } = objective.column(train.targets);
  return `[${Array.from(values, (value) => `[${decimal(value)}]`).join(', ')}]`;
}

function layersText({ task, contender, course }: PyTorchSubject): string[] {
  const { widths } = course.material;
  const dropouts = dropoutsOf(task, contender);
  return widths.slice(1).flatMap((width, i) => {
    const linear = `nn.Linear(${widths[i]}, ${width})`;
    if (i === widths.length - 2) return [linear];
    const norm = {
      none: [],
      batch: [`nn.BatchNorm1d(${width})`],
      layer: [`nn.LayerNorm(${width})`],
    };
    const active = activations[task.activation];
    const share = dropouts[i] as number;
    return [
      ...[linear, ...norm[task.norm]],
      ...(active === undefined ? [] : [active]),
      ...(share > 0 ? [`nn.Dropout(${share})`] : []),
    ];
  });
}

/** The weights as PyTorch has them, outputs first. */
function weightsText({ course, weights }: PyTorchSubject): string[] {
  let at = 0;
  return course.parameters.map(([, { shape, size }]) => {
    const values = weights.subarray(at, at + size);
    at += size;
    const [inputs = 0, outputs] = shape;
    if (outputs === undefined) return listText(values);
    const rows = Array.from({ length: outputs }, (_, output) =>
      listText(
        Array.from({ length: inputs }, (_, input) => values[input * outputs + output] as number),
      ),
    );
    return `[${rows.join(', ')}]`;
  });
}
