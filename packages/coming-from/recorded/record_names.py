"""Records the names, options and defaults of PyTorch and optax in names.json.

Set up once, in a virtual environment:

    python3 -m venv ~/names-venv
    ~/names-venv/bin/pip install torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu
    ~/names-venv/bin/pip install optax==0.2.8

Then `~/names-venv/bin/python packages/coming-from/recorded/record_names.py`.

An option is a list of its name and its default; one that has to be given is a list of its name. What
JSON has no word for is Python's text. Of optax every public name is recorded, but for those that only
type its states and arguments. Of PyTorch, everything of `torch.optim`, and what trains and regularizes in
`torch.nn`.
"""

import inspect
import json
from enum import Enum
from pathlib import Path

import optax
import torch
from torch.nn.utils import parametrizations, parametrize

NN_MODULES = (
    'Linear Sequential ModuleList ModuleDict Parameter ParameterList ParameterDict Buffer '
    'ReLU GELU Sigmoid Tanh SELU ELU CrossEntropyLoss MSELoss'
).split()
NN_UTILS = (
    'clip_grad_norm_ clip_grad_value_ clip_grads_with_norm_ get_total_norm parameters_to_vector '
    'vector_to_parameters weight_norm spectral_norm remove_weight_norm remove_spectral_norm '
    'fuse_conv_bn_eval fuse_linear_bn_eval skip_init'
).split()
GRAD_SCALER = 'scale unscale_ step update get_scale is_enabled state_dict load_state_dict'.split()


def default_of(value):
    """A default as JSON has it, or as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value not in (float('inf'), float('-inf')) else str(value)
    if isinstance(value, (tuple, list)):
        return [default_of(item) for item in value]
    # The text of an object tells where it lies in memory.
    return getattr(value, '__name__', type(value).__name__)


def options_of(thing):
    """The parameters of a function, method or class."""
    if isinstance(thing, type) and issubclass(thing, Enum):
        return []
    parameters = inspect.signature(thing).parameters.values()
    return [
        [p.name] if p.default is p.empty else [p.name, default_of(p.default)]
        for p in parameters
        if p.name != 'self' and p.name[0] != '_' and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
    ]


def names_of(place, prefix, names):
    return {f'{prefix}{name}': options_of(getattr(place, name)) for name in names}


def methods_of(cls):
    return [n for n, value in vars(cls).items() if not n.startswith('_') and inspect.isfunction(value)]


def torch_names():
    nn = torch.nn
    layers = [name for name in dir(nn) if 'Drop' in name or 'Norm' in name]
    init = [name for name in dir(nn.init) if name.endswith('_') and not name.startswith('_')]
    optim = [name for name in torch.optim.__all__ if callable(getattr(torch.optim, name))]
    return {
        **names_of(torch.optim, 'optim.', optim),
        **names_of(torch.optim.Optimizer, 'optim.Optimizer.', methods_of(torch.optim.Optimizer)),
        **names_of(torch.optim.lr_scheduler, 'optim.lr_scheduler.', torch.optim.lr_scheduler.__all__),
        **names_of(
            torch.optim.lr_scheduler.LRScheduler,
            'optim.lr_scheduler.LRScheduler.',
            methods_of(torch.optim.lr_scheduler.LRScheduler),
        ),
        **names_of(torch.optim.swa_utils, 'optim.swa_utils.', torch.optim.swa_utils.__all__),
        **names_of(
            torch.optim.swa_utils.AveragedModel, 'optim.swa_utils.AveragedModel.', ['update_parameters']
        ),
        **names_of(nn.utils, 'nn.utils.', NN_UTILS),
        **names_of(parametrizations, 'nn.utils.parametrizations.', parametrizations.__all__),
        **names_of(
            parametrize,
            'nn.utils.parametrize.',
            ['register_parametrization', 'remove_parametrizations', 'is_parametrized'],
        ),
        **names_of(nn, 'nn.', [*layers, *NN_MODULES]),
        **names_of(nn.init, 'nn.init.', init),
        'nn.Module': [],
        **names_of(nn.Module, 'nn.Module.', methods_of(nn.Module)),
        **names_of(torch.amp, 'amp.', ['GradScaler']),
        **names_of(torch.amp.GradScaler, 'amp.GradScaler.', GRAD_SCALER),
        **names_of(torch, '', ['manual_seed', 'save', 'load']),
    }


def is_type(name, thing):
    """Whether a name of optax only types states and arguments."""
    if inspect.isclass(thing):
        return name.endswith(('State', 'Fn', 'Function', 'Params', 'Node', 'Numbers', 'Info', 'ExtraArgs'))
    return not callable(thing) or name[0].isupper()


def optax_names():
    modules = ['contrib', 'losses', 'projections', 'schedules', 'transforms', 'second_order']
    modules += ['perturbations', 'assignment', 'experimental', 'microbatching']
    known = {}
    for prefix in ['', *(f'{module}.' for module in modules)]:
        place = getattr(optax, prefix[:-1]) if prefix else optax
        for name in sorted(dir(place)):
            thing = getattr(place, name)
            origin = getattr(getattr(thing, 'func', thing), '__module__', '')
            is_public = not name.startswith('_') and origin.startswith('optax')
            # What a module shares with `optax` itself, or with another one, has one name.
            is_again = prefix and any(thing is t for t in known.values())
            if is_public and not is_type(name, thing) and not is_again:
                known[f'{prefix}{name}'] = thing
    modules_here = {name: [] for name in ['tree', 'tree_utils', 'experimental.aggregating']}
    return {**{name: options_of(thing) for name, thing in known.items()}, **modules_here}


def write(path, libraries):
    """One name a line."""
    texts = []
    for library, (version, names) in libraries.items():
        lines = ',\n'.join(f'    {json.dumps(n)}: {json.dumps(o)}' for n, o in names.items())
        texts.append(f'  "{library}": {{\n    "version": "{version}",\n    "names": {{\n{lines}\n    }}\n  }}')
    path.write_text('{\n' + ',\n'.join(texts) + '\n}\n')


write(
    Path(__file__).with_name('names.json'),
    {
        'torch': (torch.__version__.split('+')[0], torch_names()),
        'optax': (optax.__version__, optax_names()),
    },
)
