"""The numbers that state in 8 bits is made of.

They are made in float32, in the steps in which `create_dynamic_map` of bitsandbytes is published: the ends of the
parts of a decade by `linspace`, their middles, times a power of 10.
"""

import torch

LIBRARIES = [f'torch {torch.__version__}']
DTYPE = 'float32'


def case(signs):
    values, signed = [0.0, 1.0], signs == 'signed'
    for exponent in range(7):
        count = 2**exponent if signed else 2 ** (exponent + 1)
        ends = torch.linspace(0.1, 1, count + 1, dtype=torch.float32)
        middles = 10 ** (exponent - 6) * ((ends[:-1] + ends[1:]) / 2)
        values += middles.tolist() + ((-middles).tolist() if signed else [])
    assert len(values) == 256
    return {'signs': signs, 'numbers': sorted(values)}


def cases():
    return map(case, ('signed', 'unsigned'))
