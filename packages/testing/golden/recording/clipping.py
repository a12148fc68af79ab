"""Gradients before and after they are clipped."""

import jax.numpy as jnp
import numpy as np
import optax
import torch

from .drawing import draw, flat

LIBRARIES = [f'torch {torch.__version__}', f'optax {optax.__version__}']

GRADIENTS = [draw(7, (3, 2)), draw(8, (4,)), draw(9, ())]
SMALL = [1e-3 * g for g in GRADIENTS]
INF, NAN = float('inf'), float('nan')


def spoilt(x):
    """The same with one element that is not finite."""
    first = GRADIENTS[0].copy()
    first[1, 0] = x
    return [first, *GRADIENTS[1:]]


def by_torch(gradients, clip):
    """What torch makes of the gradients, and the norm that it returns."""
    p = {'infinity': INF}.get(clip.get('type', 2), clip.get('type', 2))
    parameters = [torch.zeros(g.shape, dtype=torch.float64) for g in gradients]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
    if 'value' in clip:
        torch.nn.utils.clip_grad_value_(parameters, clip['value'])
        norm = None
    elif clip.get('scope') == 'each':
        for parameter in parameters:
            torch.nn.utils.clip_grad_norm_([parameter], clip['norm'], p)
        norm = None
    else:
        norm = torch.nn.utils.clip_grad_norm_(parameters, clip['norm'], p).item()
    return [parameter.grad.numpy() for parameter in parameters], norm


def by_optax(gradients, clip):
    transform = optax.clip_by_block_rms(clip['rms'])
    made, _ = transform.update([jnp.array(g) for g in gradients], transform.init(gradients))
    return [np.asarray(g) for g in made], None


def case(gradients, **clip):
    clipped, norm = (by_optax if 'rms' in clip else by_torch)(gradients, clip)
    return {
        'clip': clip,
        'shapes': [list(g.shape) for g in gradients],
        'gradients': [flat(g) for g in gradients],
        'clipped': [flat(g) for g in clipped],
    } | ({} if norm is None else {'norm': norm})


def cases():
    yield case([np.array([3.0, 4.0])], norm=1.0)
    for p in (1, 2, 'infinity', 3, 0.5):
        for gradients in (GRADIENTS, SMALL):
            yield case(gradients, norm=0.75, type=p)
            yield case(gradients, norm=0.75, type=p, scope='each')
        for x in (INF, -INF, NAN):
            yield case(spoilt(x), norm=0.75, type=p)
            yield case(spoilt(x), norm=0.75, type=p, scope='each')
    for gradients in (GRADIENTS, SMALL):
        yield case(gradients, value=0.5)
        yield case(gradients, rms=0.4)
    for x in (INF, -INF, NAN):
        yield case(spoilt(x), value=0.5)
