"""Records in numbers.json what optax computes, for the names whose numbers are said to be the same here.

Set up and run as record_names.py is. Each transformation takes six steps from a matrix, in float64, along gradients that
do not depend on the parameters: g = sin(1.3 t + 0.9 i) + 0.2 i - 0.1 at step t for element i. A link that does not
move parameters by itself is followed by `scale(-0.1)`.
"""

import json
from math import sin
from pathlib import Path

import jax
import jax.numpy as jnp
import optax

jax.config.update('jax_enable_x64', True)

SHAPE = (2, 3)
START = [1, -2, 0.5, 1.5, -0.25, 0.75]
GRADIENTS = [[sin(1.3 * t + 0.9 * i) + 0.2 * i - 0.1 for i in range(6)] for t in range(1, 7)]


def ten_steps(count):
    """From 1 to 0 in ten steps. The schedules of optax compute in float32."""
    return 1 - count.astype('float64') / 10


OPTIMIZERS = {
    'adabelief': optax.adabelief(0.1),
    'adadelta': optax.adadelta(1.0, weight_decay=0.1),
    'adagrad': optax.adagrad(0.1),
    'adam': optax.adam(0.1),
    'adamax': optax.adamax(0.1),
    'adamaxw': optax.adamaxw(0.1, weight_decay=0.1),
    'adamw': optax.adamw(0.1, weight_decay=0.1),
    'amsgrad': optax.amsgrad(0.1, b2=0.5),
    'fromage': optax.fromage(0.1),
    'lamb': optax.lamb(0.1, weight_decay=0.1),
    'lion': optax.lion(0.1, weight_decay=0.1),
    'nadam': optax.nadam(0.1),
    'nadamw': optax.nadamw(0.1, weight_decay=0.1),
    'novograd': optax.novograd(0.1, weight_decay=0.1),
    'rmsprop': optax.rmsprop(0.1, centered=True, momentum=0.9),
    'sgd': optax.sgd(0.1, momentum=0.9, nesterov=True),
    'sign_sgd': optax.sign_sgd(0.1),
    'signum': optax.signum(0.1),
    'sm3': optax.sm3(0.1),
    'yogi': optax.yogi(0.1),
    'contrib.acprop': optax.contrib.acprop(0.1, weight_decay=0.1),
    'contrib.ademamix': optax.contrib.ademamix(0.1, weight_decay=0.1),
    'contrib.adopt': optax.contrib.adopt(0.1),
    'contrib.dadapt_adamw': optax.contrib.dadapt_adamw(1.0, weight_decay=0.01),
    'contrib.prodigy': optax.contrib.prodigy(1.0, weight_decay=0.01),
    'contrib.schedule_free_sgd': optax.contrib.schedule_free_sgd(0.1),
    'contrib.schedule_free_adamw': optax.contrib.schedule_free_adamw(0.1),
}
LINKS = {
    'adaptive_grad_clip': optax.adaptive_grad_clip(0.1),
    'add_decayed_weights': optax.add_decayed_weights(0.1),
    'clip': optax.clip(0.5),
    'clip_by_block_rms': optax.clip_by_block_rms(0.5),
    'ema': optax.ema(0.9),
    'trace': optax.trace(0.9, nesterov=True),
    'scale': optax.scale(0.5),
    'scale_by_schedule': optax.scale_by_schedule(ten_steps),
    'scale_by_adam': optax.scale_by_adam(),
    'scale_by_adamax': optax.scale_by_adamax(),
    'scale_by_amsgrad': optax.scale_by_amsgrad(b2=0.5),
    'scale_by_belief': optax.scale_by_belief(),
    'scale_by_lion': optax.scale_by_lion(),
    'scale_by_rms': optax.scale_by_rms(bias_correction=True),
    'scale_by_stddev': optax.scale_by_stddev(),
    'scale_by_sign': optax.scale_by_sign(),
    'scale_by_trust_ratio': optax.scale_by_trust_ratio(),
    'scale_by_yogi': optax.scale_by_yogi(),
}


def run(transformation):
    parameters = jnp.array(START, dtype='float64').reshape(SHAPE)
    state = transformation.init(parameters)
    for gradient in GRADIENTS:
        updates, state = transformation.update(jnp.array(gradient).reshape(SHAPE), state, parameters)
        parameters = optax.apply_updates(parameters, updates)
    return parameters.reshape(-1).tolist()


def numbers():
    for name, transformation in OPTIMIZERS.items():
        yield name, run(transformation)
    for name, link in LINKS.items():
        yield name, run(optax.chain(link, optax.scale(-0.1)))
    rate = optax.scale_by_learning_rate(lambda count: 0.1 * ten_steps(count))
    yield 'scale_by_learning_rate', run(rate)


rows = ',\n'.join(f'    {json.dumps(name)}: {json.dumps(values)}' for name, values in numbers())
Path(__file__).with_name('numbers.json').write_text(
    f'{{\n  "optax": "{optax.__version__}",\n  "shape": {json.dumps(SHAPE)},\n  "start": {json.dumps(START)},\n'
    f'  "gradients": {json.dumps(GRADIENTS)},\n  "parameters": {{\n{rows}\n  }}\n}}\n'
)
