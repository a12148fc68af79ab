"""Factors of a loss step by step, and what the parameter becomes."""

import torch

LIBRARIES = [f'torch {torch.__version__}']

# Of the loss, at each step, for the parameter that it is a multiple of; 'inf' overflows.
SLOPES = [1.0, 0.5, 'inf', -1.0, 0.25, 2.0, 'nan', 'inf', 1.0, -0.5, 1.0, 1.0, 0.125, 1.0]


def case(**options):
    names = {
        'initialFactor': 'init_scale', 'growthFactor': 'growth_factor',
        'backoffFactor': 'backoff_factor', 'growthInterval': 'growth_interval',
    }  # fmt: skip
    scaler = torch.amp.GradScaler('cpu', **{names[name]: value for name, value in options.items()})
    w = torch.tensor([1.0], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.25, momentum=0.5)
    steps = []
    for slope in SLOPES:
        optimizer.zero_grad()
        scaler.scale((w * float(slope)).sum()).backward()
        scaled = w.grad.item()
        scaler.step(optimizer)
        scaler.update()
        state = scaler.state_dict()
        steps.append({
            'slope': float(slope),
            'scaledGradient': scaled,
            'factor': state['scale'],
            'growthTracker': state['_growth_tracker'],
            'parameter': w.item(),
        })  # fmt: skip
    return {'options': options, 'steps': steps}


def cases():
    yield case(growthInterval=3)
    yield case(initialFactor=1000.0, growthFactor=1.7, backoffFactor=0.3, growthInterval=2)
    # The last factor is the greatest that there is here.
    yield case(initialFactor=2.0**118, growthInterval=1)
