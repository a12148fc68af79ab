"""Runs formulas written in NumPy on the problems: for optimizers without another reference at hand."""

import numpy as np

from .problems import PROBLEMS


class NumpyRun:
    """How an optimizer's golden numbers come about by a formula.

    `step(p, g, state, t, options)` returns the new parameter; it keeps what it likes in the dict
    `state`, which is empty before the first step, and `g` is negated already to maximize. `slots`
    names what of it is recorded. Arrays have the shape of the parameter. `further(g, state, options)`
    is what a rule has beside its step.
    """

    library = f'NumPy {np.__version__}'

    def __init__(self, defaults, slots, step, further=None):
        self.defaults, self.slots, self.step = defaults | {'maximize': False}, slots, step
        self.further = further

    def __call__(self, entry, dtype=np.float64):
        problem = PROBLEMS[entry['problem']]
        shapes, gradients, clip = problem['shapes'], problem['gradients'], entry.get('clip', {})
        parameters = [
            np.array(values, dtype).reshape(shape)
            for values, shape in zip(problem['start'], shapes)
        ]
        assert all(value != self.defaults[name] for name, value in entry['options'].items())
        states, steps, trajectory = [{} for _ in shapes], [0] * len(shapes), []
        for k, row in enumerate(gradients):
            row = [g if g is None else np.array(g, dtype) for g in row]
            norm = np.sqrt(sum(np.sum(g**2) for g in row if g is not None))
            for i, gradient in enumerate(row):
                if gradient is None:
                    continue
                options = self.defaults | entry['options']
                for group in entry.get('groups', []):
                    if i in group['parameters']:
                        options |= group['options']
                if 'learningRates' in entry:
                    options['learningRate'] = entry['learningRates'][k]
                if 'norm' in clip:
                    gradient = gradient * min(1, clip['norm'] / (norm + 1e-6))
                if 'value' in clip:
                    gradient = np.clip(gradient, -clip['value'], clip['value'])
                gradient = (-gradient if options['maximize'] else gradient).reshape(shapes[i])
                steps[i] += 1
                parameters[i] = self.step(parameters[i], gradient, states[i], steps[i], options)
                if k + 1 in entry.get('further', {}).get('after', ()):
                    self.further(gradient, states[i], options)
            trajectory.append([flat(parameter) for parameter in parameters])
        slots = [
            {ours: flat(state[key]) for ours, key in self.slots.items() if key in state}
            for state in states
        ]
        return {'parameters': trajectory, 'state': slots, 'steps': steps}


def flat(values):
    return np.asarray(values, np.float64).flatten().tolist()
