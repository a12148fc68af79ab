"""Records which elements dropout keeps, with the Threefry-2x32-20 of JAX.

Set up as record.py tells. Then, from this folder:

    ~/golden-venv/bin/python record_masks.py          writes src/programs/recorded-masks.ts again
    ~/golden-venv/bin/python record_masks.py check    compares it with a new recording

Call number `step` of a layer drops element i if u < p in float32, where u is the upper 24 bits of
the first word that the cipher makes of the counter (i, step) under the key (seed, stream), times
2^-24. Before it records, this checks JAX against the words published with Random123.
"""

import base64
import math
import sys
from pathlib import Path

import jax
import numpy as np
from jax.extend.random import threefry_2x32

from recording.writing import write_or_check

FILE = Path(__file__).parent.parent / 'src' / 'programs' / 'recorded-masks.ts'

HEAD = f"""// Written by golden/record_masks.py with JAX {jax.__version__}. Never edited by hand.

/** A dropout layer and the masks of its calls, from `firstStep` on. */
export interface RecordedLayer {{
  readonly seed: number;
  readonly stream: number;
  readonly p: number;
  readonly firstStep: number;
  readonly calls: readonly RecordedCall[];
}}

/** A call of a layer. */
export interface RecordedCall {{
  readonly shape: readonly number[];
  /** A bit for each element, 1 where it is kept, from the lowest bit of a byte on; in base 64. */
  readonly kept: string;
}}

/** Masks of layers with small and large integers, and the shapes of their calls. */
export const recordedLayers: readonly RecordedLayer[] = ["""

# seed, stream, p, first step, shapes
LAYERS = [
    (0, 0, 0.5, 0, [[], [1], [2], [3], [4], [5], [8], [3, 5], [127], [128], [129]]),
    (42, 1, 0.1, 0, [[257, 257], [8191]]),
    (2**31, 2, 0.75, 2**31 - 1, [[2, 3, 5, 7], [2, 3, 5, 7], [1001]]),
    (2**32 - 1, 0, 0.3, 2**32 - 1, [[7, 13], [7, 13]]),
]  # fmt: skip

# Key, counter and result of threefry2x32 with 20 rounds, from Random123's file of known answers.
KNOWN = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xC4923A9C, 0x483DF7A0)),
]


def words(key, first, second):
    """Both words of the cipher for each counter."""
    counters = np.concatenate([first, second]).astype(np.uint32)
    made = threefry_2x32(tuple(np.uint32(word) for word in key), counters)
    return np.split(np.asarray(made), 2)


def kept(seed, stream, p, step, size):
    first, _ = words((seed, stream), np.arange(size), np.full(size, step))
    u = (first >> 8).astype(np.float32) * np.float32(2**-24)
    return u >= np.float32(p)


def call(seed, stream, p, step, shape):
    bits = np.packbits(kept(seed, stream, p, step, math.prod(shape)), bitorder='little')
    text = base64.b64encode(bits.tobytes()).decode()
    one = f"      {{ shape: {shape}, kept: '{text}' }},"
    if len(one) <= 100:
        return one
    lines = [text[i : i + 180] for i in range(0, len(text), 180)]
    quoted = '\n'.join(['`', *lines, '`']) if len(lines) > 1 else f"'{text}'"
    return f'      {{\n        shape: {shape},\n        kept: {quoted},\n      }},'


def layer(seed, stream, p, first_step, shapes):
    steps = [(first_step + i) % 2**32 for i in range(len(shapes))]
    calls = [call(seed, stream, p, step, shape) for step, shape in zip(steps, shapes)]
    return '\n'.join([
        '  {', f'    seed: {seed},', f'    stream: {stream},', f'    p: {p},',
        f'    firstStep: {first_step},', '    calls: [', *calls, '    ],', '  },',
    ])  # fmt: skip


if __name__ == '__main__':
    if jax.__version__ != '0.10.2':
        sys.exit(f'record_masks.py: got jax {jax.__version__}, expected 0.10.2.')
    for key, counter, result in KNOWN:
        given = tuple(int(word[0]) for word in words(key, [counter[0]], [counter[1]]))
        if given != result:
            sys.exit(f'record_masks.py: got {given} from JAX, expected {result}.')
    text = '\n'.join([HEAD, *(layer(*row) for row in LAYERS), '];']) + '\n'
    write_or_check(FILE, text, f'{len(LAYERS)} layers')
