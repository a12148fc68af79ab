"""What Keras' callbacks make of a metric, epoch by epoch."""

import math

import keras
import numpy as np

LIBRARIES = [f'keras {keras.__version__}']

# Ours in camel case, with whole words.
NAMES = {
    'minDelta': 'min_delta', 'restoreBestWeights': 'restore_best_weights', 'startFromEpoch': 'start_from_epoch',
    'minLearningRate': 'min_lr',
}  # fmt: skip

FALLING = [1.0, 0.5, 0.4, 0.45, 0.39, 0.395, 0.392, 0.5, 0.1, 0.2]
RISING = [0.1, 0.5, 0.45, 0.6, 0.6, 0.59, 0.7, 0.2, 0.3, 0.65]
FLAT = [1.0] * 10
BROKEN = [1.0, 0.9, math.nan, 0.8, math.inf, 0.85, math.nan, math.nan, 0.7, 0.6]


class Optimizer:
    learning_rate = 0.1


class Model:
    """As much of a model as callbacks ask for: its weight is the number of the epoch."""

    def __init__(self):
        self.optimizer = Optimizer()
        self.stop_training = False
        self.weight = -1

    def get_weights(self):
        return [np.array(float(self.weight))]

    def set_weights(self, weights):
        self.weight = float(weights[0])


def case(name, metric, **options):
    given = {NAMES.get(key, key): value for key, value in options.items()}
    callback = getattr(keras.callbacks, name)(**given)
    model = Model()
    callback.set_model(model)
    callback.set_params({'epochs': len(metric)})
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(metric):
        model.weight = epoch
        callback.on_epoch_end(epoch, {callback.monitor: value})
        rates.append(model.optimizer.learning_rate)
        if model.stop_training:
            break
    callback.on_train_end()
    made = {'callback': name, 'options': options, 'metric': metric}
    if name == 'ReduceLROnPlateau':
        return made | {'learningRates': rates}
    return made | {
        'epochs': len(rates),
        'stoppedEpoch': callback.stopped_epoch if model.stop_training else None,
        'bestEpoch': callback.best_epoch,
        'weight': model.weight,
    }


def cases():
    for restore in (False, True):
        stop = {'monitor': 'loss', 'restoreBestWeights': restore}
        for patience in (0, 1, 2, 3, 20):
            yield case('EarlyStopping', FALLING, patience=patience, **stop)
        yield case('EarlyStopping', FALLING, patience=2, minDelta=0.05, **stop)
        yield case('EarlyStopping', FALLING, patience=3, baseline=0.39, **stop)
        yield case('EarlyStopping', FALLING, patience=1, startFromEpoch=3, **stop)
        yield case('EarlyStopping', RISING, patience=2, mode='max', **stop)
        yield case('EarlyStopping', RISING, patience=1, minDelta=0.2, mode='max', **stop)
        yield case('EarlyStopping', FLAT, patience=4, **stop)
        yield case('EarlyStopping', BROKEN, patience=2, **stop)
    reduce = {'monitor': 'loss', 'factor': 0.5}
    for patience in (1, 2, 3):
        yield case('ReduceLROnPlateau', FALLING, patience=patience, **reduce)
        yield case('ReduceLROnPlateau', FLAT, patience=patience, **reduce)
        yield case('ReduceLROnPlateau', FLAT, patience=patience, cooldown=2, **reduce)
    yield case('ReduceLROnPlateau', FLAT, patience=1, minLearningRate=0.02, **reduce)
    yield case('ReduceLROnPlateau', FALLING, patience=1, minDelta=0.05, **reduce)
    yield case('ReduceLROnPlateau', RISING, patience=1, mode='max', **reduce)
    yield case('ReduceLROnPlateau', BROKEN, patience=1, **reduce)
