"""Runs optimizers of PyTorch, or of libraries that have its interface, on the problems."""

import torch

from .problems import PROBLEMS

# Our options -> PyTorch's. Tuples such as `betas` are made of several of ours.
OPTIONS = {
    'learningRate': 'lr', 'momentum': 'momentum', 'dampening': 'dampening', 'alpha': 'alpha',
    'weightDecay': 'weight_decay', 'epsilon': 'eps', 'nesterov': 'nesterov',
    'maximize': 'maximize', 'amsgrad': 'amsgrad', 'centered': 'centered',
}  # fmt: skip
TUPLES = {'betas': ('beta1', 'beta2')}


class TorchRun:
    """How an optimizer's golden numbers come about.

    `optimizer` is its class, `slots` names its state as we do, `options` and `tuples` add to the names
    above.
    """

    def __init__(self, optimizer, slots, library=None, options=None, tuples=None):
        self.optimizer, self.slots = optimizer, slots
        self.library = library or f'torch {torch.__version__}'
        self.options, self.tuples = OPTIONS | (options or {}), tuples or TUPLES

    def keywords(self, options):
        """Keyword arguments, from options none of which is the default there."""
        theirs = self.optimizer([torch.zeros(2, 2)]).defaults
        defaults = {ours: theirs[key] for ours, key in self.options.items() if key in theirs}
        for key, names in self.tuples.items():
            defaults |= dict(zip(names, theirs.get(key, ())))
        assert all(value != defaults[name] for name, value in options.items()), options
        values = defaults | options
        given = {key: values[ours] for ours, key in self.options.items() if ours in values}
        for key, names in self.tuples.items():
            if key in theirs:
                given[key] = tuple(values[name] for name in names)
        return given

    def __call__(self, entry, dtype=torch.float64):
        """What comes of a case."""
        # Numbers that an optimizer keeps beside its tensors have the default dtype.
        torch.set_default_dtype(dtype)
        problem = PROBLEMS[entry['problem']]
        shapes, gradients, clip = problem['shapes'], problem['gradients'], entry.get('clip', {})
        starts = zip(problem['start'], shapes)
        parameters = [tensor(*pair, dtype).requires_grad_() for pair in starts]
        whole = [{'parameters': range(len(shapes)), 'options': {}}]
        groups = [
            {'params': [parameters[i] for i in group['parameters']]}
            | self.keywords(entry['options'] | group['options'])
            for group in entry.get('groups', whole)
        ]
        # Adagrad begins with the constructor's value in every group.
        optimizer = self.optimizer(groups, **self.keywords(entry['options']))
        trajectory = []
        for step, row in enumerate(gradients):
            for parameter, gradient, shape in zip(parameters, row, shapes):
                parameter.grad = None if gradient is None else tensor(gradient, shape, dtype)
            if 'learningRates' in entry:
                for group in optimizer.param_groups:
                    group['lr'] = entry['learningRates'][step]
            if 'norm' in clip:
                torch.nn.utils.clip_grad_norm_(parameters, clip['norm'])
            if 'value' in clip:
                torch.nn.utils.clip_grad_value_(parameters, clip['value'])
            self.prepare(parameters, problem, step)
            optimizer.step()
            trajectory.append([flat(parameter) for parameter in parameters])
        # Some keep no count of their own.
        steps = [sum(gradient is not None for gradient in column) for column in zip(*gradients)]
        states = [optimizer.state[parameter] for parameter in parameters]
        assert all(state.get('step', count) == count for state, count in zip(states, steps))
        slots = [
            {ours: flat(state[key]) for ours, key in self.slots.items() if key in state}
            for state in states
        ]
        return {'parameters': trajectory, 'state': slots, 'steps': steps}


    def prepare(self, parameters, problem, step):
        """What is left to do with the gradients of a step."""


def tensor(values, shape, dtype):
    return torch.tensor(values, dtype=dtype).reshape(shape)


def flat(values):
    return values.detach().flatten().tolist()
