"""Records the numbers of the dynamic maps with 8 bits, into dynamic-maps.json.

    ~/golden-venv/bin/python record_dynamic_maps.py

They are made in float32 with PyTorch, in the steps in which `create_dynamic_map` of bitsandbytes is published:
the ends of the parts of a decade by `linspace`, their middles, times a power of 10.
"""

import json
from pathlib import Path

import torch


def numbers(signed):
    values = [0.0, 1.0]
    for exponent in range(7):
        count = 2**exponent if signed else 2 ** (exponent + 1)
        ends = torch.linspace(0.1, 1, count + 1, dtype=torch.float32)
        middles = 10 ** (exponent - 6) * ((ends[:-1] + ends[1:]) / 2)
        values += middles.tolist() + ((-middles).tolist() if signed else [])
    assert len(values) == 256
    return sorted(values)


maps = {'signed': numbers(True), 'unsigned': numbers(False)}
library = f'PyTorch {torch.__version__.split("+")[0]}'
Path(__file__).parent.joinpath('dynamic-maps.json').write_text(
    json.dumps({'library': library, 'dtype': 'float32', 'maps': maps}) + '\n'
)
