import torch

from .moments import SLOTS
from .problems import case
from .torch_run import TorchRun

RULE = 'SparseAdam'


class SparseRun(TorchRun):
    """Gives PyTorch gradients of rows: those that the problem names, or else those that are not zero."""

    def prepare(self, parameters, problem, step):
        for i, parameter in enumerate(parameters):
            dense = parameter.grad
            if dense is None:
                continue
            if dense.dim() == 0:
                # It has no rows to name; one that is zero is left out here, too.
                parameter.grad = dense.to_sparse(0)
                continue
            if 'rows' in problem:
                named = problem['rows'][step][i]
            else:
                named = dense.flatten(1).any(1) if dense.dim() > 1 else dense != 0
                named = named.nonzero().flatten().tolist()
            values = dense.new_zeros([len(named), *dense.shape[1:]])
            for k, row in enumerate(named):
                values[k] = dense[row] / named.count(row)
            indices = torch.tensor([named], dtype=torch.long)
            parameter.grad = torch.sparse_coo_tensor(
                indices, values, dense.shape, check_invariants=True
            )


run = SparseRun(torch.optim.SparseAdam, SLOTS)

lr, up = {'learningRate': 0.1}, {'maximize': True}
groups = [
    {'parameters': [0], 'options': {'learningRate': 0.05, 'beta1': 0.5}},
    {'parameters': [1], 'options': {'learningRate': 0.2}},
]
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.02]
CASES = [
    case('default', 'rows', {}),
    case('learning rate', 'V', lr),
    case('one element at a time', 'Vrows', lr),
    case('rows', 'rows', lr),
    case('betas zero', 'M', {**lr, 'beta1': 0.0, 'beta2': 0.0}),
    case('epsilon large', 'rows', {**lr, 'epsilon': 0.1}),
    case('missing gradients', 'missing', lr),
    case('dense gradients with zeros', 'zeros', lr),
    case('wide gradients', 'wide', lr),
    case('schedule', 'rows', {}, learningRates=rates),
    case('clip norm', 'rows', lr, clip={'norm': 1}),
    case('groups', 'rows', {}, groups=groups),
    case('all', 'rows', {**lr, **up, 'beta1': 0.7, 'beta2': 0.9, 'epsilon': 1e-3}),
]
