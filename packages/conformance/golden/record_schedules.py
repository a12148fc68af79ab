"""Records the values of learning-rate schedules from the libraries that have them, into schedules.json.

Set up as record.py tells. Then, from this folder:

    ~/golden-venv/bin/python record_schedules.py          writes schedules.json again
    ~/golden-venv/bin/python record_schedules.py check    compares it with a new recording

A case has the call that made it, what rebuilds our schedule, and the values of both from step 0 on.
Where none of these libraries has a schedule, its formula is written in Python.
"""

import json
import math
import os
import warnings
from pathlib import Path

os.environ['KERAS_BACKEND'] = 'torch'

import jax
import keras
import numpy as np
import optax
import timm.scheduler
import torch
import transformers
from torch.optim import SGD, lr_scheduler
from torch.optim.swa_utils import SWALR

from recording.writing import write_or_check

jax.config.update('jax_enable_x64', True)
keras.config.set_floatx('float64')
warnings.filterwarnings('ignore', category=UserWarning)

FILE = Path(__file__).parent / 'schedules.json'
STEPS = 200
B = 0.1  # the rate that schedulers of PyTorch start from


def ours(schedule, **options):
    return {'schedule': schedule} | options


def torch_values(make, of='lr', steps=STEPS, between=lambda scheduler, epoch: scheduler.step()):
    """The learning rate, or another option, at each step."""
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=B, momentum=0.9)
    scheduler = make(optimizer)
    values = []
    for epoch in range(steps):
        values.append(float(optimizer.param_groups[0][of]))
        optimizer.step()
        if epoch + 1 < steps:
            between(scheduler, epoch)
    return values


def of_torch(name, config, of='lr', **options):
    make = lambda optimizer: getattr(lr_scheduler, name)(optimizer, **options)
    return case('torch', f'{name}({words(options)})' + ('' if of == 'lr' else f', {of}'), config,
                torch_values(make, of))  # fmt: skip


def of_torch_with(call, make, config, **how):
    return case('torch', call, config, torch_values(make, **how))


def of_optax(name, config, *args, **options):
    schedule = getattr(optax, name)(*args, **options)
    text = ', '.join([*map(repr, args), *([words(options)] if options else [])])
    return case('optax', f'{name}({text})', config, [float(schedule(k)) for k in range(STEPS)])


def of_transformers(name, config, **options):
    make = lambda optimizer: getattr(transformers, name)(optimizer, **options)
    return case('transformers', f'{name}({words(options)})', config, torch_values(make))


def of_timm(name, config, **options):
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=B)
    scheduler = getattr(timm.scheduler, name)(optimizer, **options)
    values = []
    for epoch in range(STEPS):
        scheduler.step(epoch)
        values.append(optimizer.param_groups[0]['lr'])
    return case('timm', f'{name}({words(options)})', config, values)


def of_keras(name, config, **options):
    schedule = getattr(keras.optimizers.schedules, name)(**options)
    values = [float(schedule(np.float64(k))) for k in range(STEPS)]
    return case('keras', f'{name}({words(options)})', config, values)


def of_formula(text, config, formula):
    return case('formula', text, config, [formula(k) for k in range(STEPS)])


def case(library, call, config, values):
    return {'library': library, 'call': call, 'config': config, 'values': values}


def words(options):
    return ', '.join(f'{name}={value!r}' for name, value in options.items() if not callable(value))


def linear(start, end, steps):
    return ours('linearWarmup', **{'from': start, 'to': end, 'steps': steps})


def join(schedules, boundaries):
    return ours('join', schedules=schedules, boundaries=boundaries)


def constant(value):
    return ours('constant', value=value)


def cosine(start, end, steps, exponent=1):
    return ours('cosine', **{'from': start, 'to': end, 'steps': steps, 'exponent': exponent})


def warmup(steps, after):
    return join([linear(0, B, steps), after], [steps])


def polynomial(start, end, power, steps):
    return ours('polynomial', **{'from': start, 'to': end, 'power': power, 'steps': steps})


def exponential(factor, start=B, every=1):
    return ours('exponentialDecay', **{'from': start, 'factor': factor, 'every': every})


def torch_cases():
    yield of_torch('LambdaLR', ours('scale', inner=exponential(0.95, 1), factor=B),
                   lr_lambda=lambda k: 0.95**k)  # fmt: skip
    yield of_torch('LambdaLR', ours('scale', inner=ours('inverseTimeDecay', **{
        'from': 1, 'rate': 1, 'every': 20}), factor=B), lr_lambda=lambda k: 1 / (1 + k / 20))  # fmt: skip
    for config, factor in [
        (constant(0.95), lambda k: 0.95),
        (polynomial(1, 0.9, 1, 150), lambda k: 1 - 0.1 * min(k, 150) / 150),
    ]:
        yield of_torch('MultiplicativeLR', ours('multiplicative', **{'from': B, 'factor': config}),
                       lr_lambda=factor)  # fmt: skip
    for every, gamma in [(30, 0.1), (7, 0.5), (1, 0.98)]:
        config = ours('stepDecay', **{'from': B, 'factor': gamma, 'every': every})
        yield of_torch('StepLR', config, step_size=every, gamma=gamma)
    for milestones, gamma in [([30, 80], 0.1), ([2, 2, 5], 0.5), ([0, 60, 120, 160], 0.2)]:
        config = ours('piecewiseConstant', **{
            'from': B, 'boundaries': milestones, 'factors': [gamma] * len(milestones)})  # fmt: skip
        yield of_torch('MultiStepLR', config, milestones=milestones, gamma=gamma)
    for factor, steps in [(1 / 3, 5), (0.25, 60)]:
        config = ours('constantWarmup', **{'from': factor * B, 'to': B, 'steps': steps})
        yield of_torch('ConstantLR', config, factor=factor, total_iters=steps)
    for start, end, steps in [(1 / 3, 1, 5), (0.25, 1, 40), (1, 0, 150), (0.8, 0.2, 30)]:
        yield of_torch('LinearLR', linear(start * B, end * B, steps),
                       start_factor=start, end_factor=end, total_iters=steps)  # fmt: skip
    for gamma in [0.9, 0.99]:
        yield of_torch('ExponentialLR', exponential(gamma), gamma=gamma)
    for steps, power in [(5, 1.0), (100, 2.0), (199, 0.5)]:
        yield of_torch('PolynomialLR', polynomial(B, 0, power, steps),
                       total_iters=steps, power=power)  # fmt: skip
    for steps, end in [(199, 1e-3), (50, 0.0), (7, 0.2)]:
        config = ours('cosineAnnealing', **{'from': B, 'to': end, 'steps': steps})
        yield of_torch('CosineAnnealingLR', config, T_max=steps, eta_min=end)
    for t0, growth, end in [(50, 1, 0.0), (10, 2, 1e-3), (3, 3, 0.02), (1, 2, 0.0)]:
        config = restarts(B, end, t0, growth)
        yield of_torch('CosineAnnealingWarmRestarts', config, T_0=t0, T_mult=growth, eta_min=end)
    yield from cyclic_cases()
    yield from one_cycle_cases()
    yield from composite_cases()


def restarts(start, end, steps, growth, decay=1, cycles=None):
    return ours('cosineRestarts', **{'from': start, 'to': end, 'steps': steps, 'growth': growth,
                                     'decay': decay, 'cycles': cycles})  # fmt: skip


def cyclic(start, end, up, down, mode, factor):
    return ours('cyclic', **{'from': start, 'to': end, 'stepsUp': up, 'stepsDown': down,
                             'mode': mode, 'factor': factor})  # fmt: skip


def cyclic_cases():
    for up, down, mode, gamma in [
        (20, None, 'triangular', 1.0),
        (7, 23, 'triangular', 1.0),
        (25, None, 'triangular2', 1.0),
        (10, 30, 'exp_range', 0.99),
    ]:
        call = dict(base_lr=0.01, max_lr=0.1, step_size_up=up, step_size_down=down, mode=mode,
                    gamma=gamma, base_momentum=0.8, max_momentum=0.9)  # fmt: skip
        rest = (up, down or up, 'exponential' if mode == 'exp_range' else mode, gamma)
        yield of_torch('CyclicLR', cyclic(0.01, 0.1, *rest), **call)
        yield of_torch('CyclicLR', cyclic(0.9, 0.8, *rest), of='momentum', **call)
    height = ours('inverseTimeDecay', **{'from': 1, 'rate': 1, 'every': 50})
    product = ours('multiply', schedules=[cyclic(0, 0.09, 20, 20, 'triangular', 1), height])
    yield of_torch('CyclicLR', ours('offset', inner=product, amount=0.01), base_lr=0.01, max_lr=0.1,
                   step_size_up=20, scale_fn=lambda k: 1 / (1 + k / 50), scale_mode='iterations')  # fmt: skip


def one_cycle_cases():
    for anneal, three, rise, div, final in [
        ('cos', False, 0.3, 25, 1e4),
        ('linear', False, 0.25, 10, 100),
        ('cos', True, 0.3, 25, 1e4),
        ('linear', True, 0.43, 4, 10),
        ('cos', False, 0.333, 25, 1e4),
    ]:
        call = dict(max_lr=1.0, total_steps=STEPS, pct_start=rise, anneal_strategy=anneal,
                    div_factor=div, final_div_factor=final, three_phase=three)  # fmt: skip
        rest = {'steps': STEPS, 'rise': rise, 'shape': 'cosine' if anneal == 'cos' else anneal,
                'threePhase': three}  # fmt: skip
        rates = {'peak': 1, 'from': 1 / div, 'to': 1 / div / final}
        yield of_torch('OneCycleLR', ours('oneCycle', **rates, **rest), **call)
        momenta = {'peak': 0.85, 'from': 0.95, 'to': 0.95}
        yield of_torch('OneCycleLR', ours('oneCycle', **momenta, **rest), of='momentum', **call)


def composite_cases():
    yield of_torch_with(
        'SequentialLR([LinearLR(0.1, 1, 20), CosineAnnealingLR(180, 2e-3)], [20])',
        lambda o: lr_scheduler.SequentialLR(o, [
            lr_scheduler.LinearLR(o, 0.1, 1, 20), lr_scheduler.CosineAnnealingLR(o, 180, 2e-3)], [20]),
        join([linear(0.1 * B, B, 20), cosine(B, 2e-3, 180)], [20]),
    )  # fmt: skip
    yield of_torch_with(
        'SequentialLR([ConstantLR(0.1, 10), StepLR(15, 0.5), ExponentialLR(0.97)], [10, 100])',
        lambda o: lr_scheduler.SequentialLR(o, [
            lr_scheduler.ConstantLR(o, 0.1, 10), lr_scheduler.StepLR(o, 15, 0.5),
            lr_scheduler.ExponentialLR(o, 0.97)], [10, 100]),
        join([constant(0.1 * B), ours('stepDecay', **{'from': B, 'factor': 0.5, 'every': 15}),
              exponential(0.97)], [10, 100]),
    )  # fmt: skip
    yield of_torch_with(
        'ChainedScheduler([ConstantLR(0.1, 20), ExponentialLR(0.98)])',
        lambda o: lr_scheduler.ChainedScheduler([
            lr_scheduler.ConstantLR(o, 0.1, 20), lr_scheduler.ExponentialLR(o, 0.98)]),
        ours('multiply', schedules=[
            ours('constantWarmup', **{'from': 0.1, 'to': 1, 'steps': 20}), exponential(0.98)]),
    )  # fmt: skip
    yield of_torch_with(
        'ChainedScheduler([LinearLR(0.2, 1, 40), MultiStepLR([50, 90], 0.3), StepLR(60, 0.5)])',
        lambda o: lr_scheduler.ChainedScheduler([
            lr_scheduler.LinearLR(o, 0.2, 1, 40), lr_scheduler.MultiStepLR(o, [50, 90], 0.3),
            lr_scheduler.StepLR(o, 60, 0.5)]),
        ours('multiply', schedules=[
            linear(0.2, 1, 40),
            ours('piecewiseConstant', **{'from': 1, 'boundaries': [50, 90], 'factors': [0.3, 0.3]}),
            ours('stepDecay', **{'from': B, 'factor': 0.5, 'every': 60})]),
    )  # fmt: skip
    yield from swa_cases()


def swa_cases():
    """Another scheduler up to epoch swa_start, then SWALR, as in PyTorch's documentation."""
    for start, steps, anneal in [(99, 20, 'cos'), (49, 10, 'linear'), (119, 0, 'cos')]:
        # The first rate that SWALR sets is that of its step 1, which is its last if it has none.
        begin = start + 1 if steps > 0 else start + 2
        swa = {}

        def make(optimizer):
            swa['scheduler'] = SWALR(optimizer, 0.05, anneal_epochs=steps, anneal_strategy=anneal)
            optimizer.param_groups[0]['lr'] = B  # with no epochs to anneal, SWALR sets its own
            return lr_scheduler.ExponentialLR(optimizer, 0.98)

        yield of_torch_with(
            f'ExponentialLR(0.98), then SWALR(0.05, {steps}, {anneal!r}) from epoch {start} on',
            make,
            ours('annealTo', inner=exponential(0.98), to=0.05, begin=begin, steps=steps,
                 shape='cosine' if anneal == 'cos' else anneal),
            between=lambda scheduler, epoch: (
                swa['scheduler'] if epoch > start else scheduler).step(),
        )  # fmt: skip


def optax_cases():
    yield of_optax('polynomial_schedule', join([constant(B), polynomial(B, 0.01, 3, 120)], [20]),
                   B, 0.01, 3, 120, 20)  # fmt: skip
    yield of_optax('linear_schedule', linear(B, 0.02, 90), B, 0.02, 90)
    yield of_optax('exponential_decay', exponential(0.5, every=30), B, 30, 0.5)
    yield of_optax('exponential_decay', ours('stepDecay', **{'from': B, 'factor': 0.5, 'every': 30}),
                   B, 30, 0.5, staircase=True)  # fmt: skip
    bounded = ours('limit', inner=join([constant(B), exponential(0.5, every=30)], [10]), min=0.01, max=None)
    yield of_optax('exponential_decay', bounded, B, 30, 0.5, transition_begin=10, end_value=0.01)
    yield of_optax('cosine_decay_schedule', cosine(B, 0.02, 150, 2), B, 150, alpha=0.2, exponent=2)
    yield of_optax('cosine_decay_schedule', cosine(B, 0, 80), B, 80)
    yield of_optax('piecewise_constant_schedule', ours('piecewiseConstant', **{
        'from': B, 'boundaries': [40, 90, 150], 'factors': [0.5, 0.1, 3]}),
        B, {40: 0.5, 90: 0.1, 150: 3.0})  # fmt: skip
    for kind in ['linear', 'cosine']:
        yield of_optax('piecewise_interpolate_schedule', ours('piecewiseInterpolate', **{
            'from': B, 'boundaries': [30, 100, 150], 'factors': [3, 0.2, 0.5], 'shape': kind}),
            kind, B, {30: 3.0, 100: 0.2, 150: 0.5})  # fmt: skip
    yield of_optax('cosine_onecycle_schedule', ours('piecewiseInterpolate', **{
        'from': 1 / 25, 'boundaries': [54, 180], 'factors': [25, 1 / 25 / 1e4], 'shape': 'cosine'}),
        180, 1.0)  # fmt: skip
    yield of_optax('warmup_cosine_decay_schedule', join([linear(0.01, B, 30), cosine(B, 0.005, 130, 2)], [30]),
                   0.01, B, 30, 160, 0.005, 2)  # fmt: skip
    yield of_optax('warmup_exponential_decay_schedule', join([linear(0, B, 25), exponential(0.7, every=20)], [25]),
                   0.0, B, 25, 20, 0.7)  # fmt: skip
    cycles = [dict(init_value=0.0, peak_value=B, warmup_steps=10, decay_steps=60, end_value=0.01),
              dict(init_value=0.01, peak_value=B / 2, warmup_steps=5, decay_steps=100, end_value=0.0)]  # fmt: skip
    yield of_optax('sgdr_schedule', join([
        join([linear(0, B, 10), cosine(B, 0.01, 50)], [10]),
        join([linear(0.01, B / 2, 5), cosine(B / 2, 0, 95)], [5])], [60]), cycles)  # fmt: skip


def transformers_cases():
    run = dict(num_warmup_steps=20, num_training_steps=180)
    yield of_transformers('get_constant_schedule_with_warmup', warmup(20, constant(B)), num_warmup_steps=20)
    yield of_transformers('get_linear_schedule_with_warmup', warmup(20, linear(B, 0, 160)), **run)
    # These two rise again after their last step.
    yield of_transformers('get_cosine_schedule_with_warmup', warmup(20, cosine(B, 0, 179)),
                          num_warmup_steps=20, num_training_steps=199)  # fmt: skip
    yield of_transformers('get_cosine_with_min_lr_schedule_with_warmup', warmup(20, cosine(B, 0.01, 179)),
                          num_warmup_steps=20, num_training_steps=199, min_lr=0.01)  # fmt: skip
    yield of_transformers('get_cosine_with_hard_restarts_schedule_with_warmup',
                          warmup(20, restarts(B, 0, 160 / 3, 1, 1, 3)), **run, num_cycles=3)  # fmt: skip
    yield of_transformers('get_polynomial_decay_schedule_with_warmup',
                          warmup(20, polynomial(B, 1e-7, 2, 160)), **run, power=2)  # fmt: skip
    for steps, scale, timescale in [(20, None, 20), (0, None, 10000), (30, 50, 50)]:
        config = ours('inverseSqrt', **{'from': 0, 'peak': B, 'warmupSteps': steps, 'timescale': timescale})
        yield of_transformers('get_inverse_sqrt_schedule', config, num_warmup_steps=steps, timescale=scale)
    for decay, shape in [('linear', 'linear'), ('cosine', 'cosine'), ('1-sqrt', 'sqrt')]:
        config = ours('warmupStableDecay', **{
            'from': 0.2 * B, 'peak': B, 'to': 0.2 * B, 'warmupSteps': 20, 'stableSteps': 100,
            'decaySteps': 50, 'shape': shape})  # fmt: skip
        yield of_transformers('get_wsd_schedule', config, num_warmup_steps=20, num_stable_steps=100,
                              num_decay_steps=50, decay_type=decay, min_lr_ratio=0.2)  # fmt: skip


def other_cases():
    for lower, upper, end in [(-7.0, 3.0, 0.0), (-4.0, 4.0, 0.01)]:
        config = ours('tanhDecay', **{'from': B, 'to': end, 'steps': 150, 'lower': lower, 'upper': upper})
        yield of_timm('TanhLRScheduler', config, t_initial=150, lb=lower, ub=upper, lr_min=end)
    yield of_timm('CosineLRScheduler', restarts(B, 0, 20, 2, 0.7, 3), t_initial=20,
                  cycle_mul=2.0, cycle_decay=0.7, cycle_limit=3)  # fmt: skip
    for growth, decay in [(2.0, 0.8), (1.5, 1.0), (1.0, 0.9)]:
        yield of_keras('CosineDecayRestarts', restarts(B, 0.1 * B, 24, growth, decay), initial_learning_rate=B,
                       first_decay_steps=24, t_mul=growth, m_mul=decay, alpha=0.1)  # fmt: skip
    yield of_keras('InverseTimeDecay', ours('inverseTimeDecay', **{'from': B, 'rate': 0.5, 'every': 10}),
                   initial_learning_rate=B, decay_steps=10, decay_rate=0.5)  # fmt: skip
    yield of_formula('d^-0.5 min(t^-0.5, t W^-1.5), d = 64, W = 50, t = step + 1',
                     ours('noam', modelSize=64, warmupSteps=50, factor=2),
                     lambda k: 2 * 64**-0.5 * min((k + 1) ** -0.5, (k + 1) * 50**-1.5))  # fmt: skip
    yield of_formula('REX: e + (b - e) (1 - z) / (1/2 + (1 - z)/2), z = min(1, step / 150)',
                     ours('rex', **{'from': B, 'to': 0.01, 'steps': 150}),
                     lambda k: 0.01 + 0.09 * (z := 1 - min(1, k / 150)) / (0.5 + z / 2))  # fmt: skip
    yield of_formula('(1 - x^2) of the decay, from 20 + 100 on for 50 steps',
                     ours('warmupStableDecay', **{
                         'from': 0, 'peak': B, 'to': 0.01, 'warmupSteps': 20, 'stableSteps': 100,
                         'decaySteps': 50, 'shape': 'square'}),
                     lambda k: B * min(1, k / 20) if k < 120
                     else 0.01 + 0.09 * (1 - min(1, (k - 120) / 50) ** 2))  # fmt: skip
    yield of_formula('b (1 - exp(-step / 40))',
                     ours('exponentialWarmup', **{'from': 0, 'to': B, 'steps': 40}),
                     lambda k: B * (1 - math.exp(-k / 40)))  # fmt: skip
    order = [0]
    while len(order) < 16:
        order = [i for j in order for i in (j, 2 * len(order) - 1 - j)]
    yield of_formula('Chebyshev steps, m = 0.05, M = 1, T = 16, in fractal order',
                     ours('chebyshev', smallest=0.05, largest=1, steps=16),
                     lambda k: 1 / (0.525 - 0.475 * math.cos((order[k % 16] + 0.5) * math.pi / 16)))  # fmt: skip


def plateau_cases():
    """Metrics, and the learning rate after each of them."""
    rng = np.random.default_rng(0)
    noisy = [round(float(x), 3) for x in np.exp(-np.arange(120) / 20) + 0.05 * rng.standard_normal(120) + 1]
    rising = [round(2 - x, 3) for x in noisy]
    flat = [1.0] * 60
    for metrics, options in [
        (flat, dict(patience=2, factor=0.5)),
        (noisy, dict(patience=5, factor=0.5)),
        (noisy, dict(patience=3, factor=0.3, threshold=0.05, threshold_mode='abs', cooldown=4)),
        (rising, dict(mode='max', patience=2, factor=0.7, threshold=0.01, min_lr=0.01)),
        (rising, dict(mode='max', patience=4, threshold=0.02, threshold_mode='abs', cooldown=3, factor=0.6)),
        ([1, 0.5, math.nan, 0.4, math.nan, math.nan, math.nan, 0.5, 0.3] * 3, dict(patience=1, factor=0.5)),
        (flat, dict(patience=0, factor=0.1, eps=1e-3)),
    ]:
        optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=B)
        scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, **options)
        values = []
        for metric in metrics:
            scheduler.step(metric)
            values.append(optimizer.param_groups[0]['lr'])
        names = {'min_lr': 'to', 'threshold_mode': 'thresholdMode', 'eps': 'epsilon'}
        meanings = {'abs': 'absolute', 'rel': 'relative'}
        config = {'from': B} | {names.get(k, k): meanings.get(v, v) for k, v in options.items()}
        yield {'call': f'ReduceLROnPlateau({words(options)})', 'options': config,
               'metrics': [None if math.isnan(m) else m for m in metrics], 'values': values}  # fmt: skip


def line(entry):
    """A case on one line, its values to ten digits."""
    values = ', '.join(f'{value:.10g}' for value in entry['values'])
    head = json.dumps({name: part for name, part in entry.items() if name != 'values'}, allow_nan=False)
    return f'    {head[:-1]}, "values": [{values}]}}'


def record():
    versions = {'torch': torch.__version__.split('+')[0], 'optax': optax.__version__,
                'transformers': transformers.__version__, 'timm': timm.__version__,
                'keras': keras.__version__}  # fmt: skip
    cases = [*torch_cases(), *optax_cases(), *transformers_cases(), *other_cases()]
    parts = [f'  "versions": {json.dumps(versions)}']
    for name, entries in [('schedules', cases), ('plateaus', plateau_cases())]:
        parts.append(f'  "{name}": [\n' + ',\n'.join(map(line, entries)) + '\n  ]')
    return '{\n' + ',\n'.join(parts) + '\n}\n', len(cases)


if __name__ == '__main__':
    text, count = record()
    write_or_check(FILE, text, f'{count} schedules')
