"""Runs optimizers of timm on the problems."""

import timm
import torch

from .torch_run import TorchRun

LIBRARY = f'timm {timm.__version__}'


class EachAlone:
    """An optimizer for each parameter, stepped where there is a gradient, in the place of one for all.

    Some of timm count the steps of a group, also those in which a parameter has no gradient.
    """

    def __init__(self, make, groups):
        groups = groups if isinstance(groups[0], dict) else [{'params': groups}]
        self.alone = [
            (parameter, make([group | {'params': [parameter]}]))
            for group in groups
            for parameter in group['params']
        ]
        self.defaults = self.alone[0][1].defaults

    @property
    def param_groups(self):
        return [group for _, optimizer in self.alone for group in optimizer.param_groups]

    @property
    def state(self):
        return {parameter: optimizer.state[parameter] for parameter, optimizer in self.alone}

    def step(self):
        for parameter, optimizer in self.alone:
            # Some make state of the default dtype.
            torch.set_default_dtype(parameter.dtype)
            if parameter.grad is not None:
                optimizer.step()


class TimmRun(TorchRun):
    """How golden numbers of timm come about. `options` add to those of PyTorch, `tuples` replace them."""

    def __init__(self, optimizer, slots, options=None, tuples=None):
        names = {'cautious': 'caution'} | (options or {})
        # Groups bring all their options along.
        super().__init__(lambda groups, **_: EachAlone(optimizer, groups), slots, LIBRARY, names, tuples)
