"""Block-wise dynamic quantisation, as `create_dynamic_map` and the 8-bit kernels of bitsandbytes have it.

Dettmers et al., ICLR 2022, https://arxiv.org/abs/2110.02861. Borders lie in the middle between two numbers;
what is below 0 gets the code of a number below 0.
"""

import numpy as np

BLOCK = 256


def dynamic_map(signed):
    """The 256 numbers of a map, in order."""
    numbers = [0.0, 1.0]
    for exponent in range(7):
        bounds = np.linspace(0.1, 1, 2 ** (exponent if signed else exponent + 1) + 1)
        means = 10.0 ** (exponent - 6) * (bounds[:-1] + bounds[1:]) / 2
        numbers += [*means, *(-means if signed else ())]
    return np.sort(numbers)


NUMBERS = {'signed': dynamic_map(True), 'unsigned': dynamic_map(False)}


def decode(codes, scale, numbers):
    spread = np.repeat(scale, BLOCK)[: codes.size].reshape(codes.shape)
    return numbers[codes.astype(int)] * spread


def encode(values, numbers):
    """Codes in the shape of the values, and the scale of each block."""
    flat = values.reshape(-1)
    scale = np.array([np.abs(flat[i : i + BLOCK]).max() for i in range(0, flat.size, BLOCK)])
    spread = np.repeat(scale, BLOCK)[: flat.size]
    normal = np.divide(flat, spread, out=np.zeros_like(flat), where=spread > 0)
    codes = np.searchsorted((numbers[:-1] + numbers[1:]) / 2, normal)
    codes -= (normal < 0) & (numbers[codes] == 0)
    return codes.reshape(values.shape), scale
