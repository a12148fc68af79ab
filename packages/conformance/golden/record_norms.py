"""Records what torch.nn.BatchNorm and LayerNorm make of a few batches, into ../src/programs/recorded-norms.ts.

Set up as record.py tells. Then, from this folder:

    ~/golden-venv/bin/python record_norms.py          writes the file again
    ~/golden-venv/bin/python record_norms.py check    compares it with a new recording

Features are last, as in TensorFlow.js. Element i of batch k is sin(1.3 k + 0.9 i) + 0.3 i mod 2, its
gradient cos(0.7 i + k); gamma of feature j is 1 + sin(j) / 2, and beta cos(j) / 2.
"""

from pathlib import Path

import torch

from recording.writing import write_or_check

FILE = Path(__file__).parent.parent / 'src' / 'programs' / 'recorded-norms.ts'

HEAD = f"""// Written by golden/record_norms.py with PyTorch {torch.__version__.split('+')[0]}. Never edited by hand.

/** What a layer makes of batches in training, and of one more in evaluation. */
export interface RecordedNorm {{
  readonly name: string;
  readonly kind: 'BatchNorm' | 'LayerNorm';
  readonly options: BatchNormOptions;
  /** Shape of a batch, features last. */
  readonly shape: readonly number[];
  readonly batches: readonly RecordedBatch[];
  /** The result for the next batch in evaluation. */
  readonly evaluated: readonly number[];
  readonly runningMean?: readonly number[];
  readonly runningVariance?: readonly number[];
}}

/** What becomes of a batch. */
export interface RecordedBatch {{
  readonly y: readonly number[];
  readonly dx: readonly number[];
  readonly dGamma?: readonly number[];
  readonly dBeta?: readonly number[];
}}

/** Layers of every kind, in float64. */
export const recordedNorms: readonly RecordedNorm[] = ["""

# name, kind, our options, PyTorch's, shape, number of batches
CASES = [
    ('default', 'BatchNorm', {}, {}, [5, 3], 3),
    ('images', 'BatchNorm', {'momentum': 'null'}, {'momentum': None}, [2, 3, 2, 2], 3),
    ('momentum and epsilon', 'BatchNorm', {'momentum': '0.6', 'epsilon': '0.1'},
     {'momentum': 0.6, 'eps': 0.1}, [2, 4, 2], 2),
    ('not affine', 'BatchNorm', {'affine': 'false'}, {'affine': False}, [4, 2], 1),
    ('not tracking', 'BatchNorm', {'trackRunningStats': 'false'}, {'track_running_stats': False}, [4, 2], 1),
    ('default', 'LayerNorm', {}, {}, [3, 4], 1),
    ('sequences', 'LayerNorm', {'epsilon': '0.1'}, {'eps': 0.1}, [2, 2, 3], 1),
    ('not affine', 'LayerNorm', {'affine': 'false'}, {'elementwise_affine': False}, [2, 3], 1),
]  # fmt: skip


def batch(k, shape):
    i = torch.arange(torch.Size(shape).numel(), dtype=torch.float64)
    return (torch.sin(1.3 * k + 0.9 * i) + 0.3 * (i % 2)).reshape(shape)


def gradient(k, shape):
    i = torch.arange(torch.Size(shape).numel(), dtype=torch.float64)
    return torch.cos(0.7 * i + k).reshape(shape)


def numbers(tensor):
    return '[' + ', '.join(f'{float(x):.9g}' for x in tensor.detach().flatten()) + ']'


def record(name, kind, ours, theirs, shape, count):
    features = shape[-1]
    make = getattr(torch.nn, 'LayerNorm' if kind == 'LayerNorm' else f'BatchNorm{max(1, len(shape) - 2)}d')
    layer = make(features, **theirs).double()
    affine = layer.weight is not None
    if affine:
        j = torch.arange(features, dtype=torch.float64)
        layer.weight.data, layer.bias.data = 1 + torch.sin(j) / 2, torch.cos(j) / 2

    def forward(x):
        return layer(x) if kind == 'LayerNorm' else layer(x.movedim(-1, 1)).movedim(1, -1)

    lines = [f"    name: '{name}',", f"    kind: '{kind}',",
             f'    options: {{ {", ".join(f"{k}: {v}" for k, v in ours.items())} }},',
             f'    shape: {shape},', '    batches: [']  # fmt: skip
    for k in range(count):
        layer.zero_grad()
        x = batch(k, shape).requires_grad_()
        y = forward(x)
        y.backward(gradient(k, shape))
        lines += ['      {', f'        y: {numbers(y)},', f'        dx: {numbers(x.grad)},']
        if affine:
            lines += [f'        dGamma: {numbers(layer.weight.grad)},',
                      f'        dBeta: {numbers(layer.bias.grad)},']  # fmt: skip
        lines += ['      },']
    layer.eval()
    lines += ['    ],', f'    evaluated: {numbers(forward(batch(count, shape)))},']
    if getattr(layer, 'running_mean', None) is not None:
        lines += [f'    runningMean: {numbers(layer.running_mean)},',
                  f'    runningVariance: {numbers(layer.running_var)},']  # fmt: skip
    return '\n'.join(['  {', *lines, '  },'])


if __name__ == '__main__':
    head = "import type { BatchNormOptions } from '@nadir/core';\n\n"
    first, rest = HEAD.split('\n\n', 1)
    text = '\n'.join([f'{first}\n\n{head}{rest}', *(record(*case) for case in CASES), '];']) + '\n'
    write_or_check(FILE, text, f'{len(CASES)} layers')
