"""Records the golden numbers of this folder from reference implementations.

Set up once, in a virtual environment, which serves the other scripts of this folder too:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install torch==2.13.0 torchvision --index-url https://download.pytorch.org/whl/cpu
    ~/golden-venv/bin/pip install numpy timm==1.0.29 jax==0.10.2 optax==0.2.8
    ~/golden-venv/bin/pip install transformers==5.18.0 keras==3.15.1   for record_schedules.py

Then, from this folder:

    ~/golden-venv/bin/python record.py              writes every file again
    ~/golden-venv/bin/python record.py adamw lion   writes these
    ~/golden-venv/bin/python record.py check        recomputes every row of spec.json, and compares
                                                    the written files with a new recording

Each optimizer has a module of its name in `recording`: `RULE` is its name, `CASES` are its cases, and
`run(case, dtype)` tells what its reference makes of one. The same versions on the same kind of
processor write the same bytes. README.md tells the fields.
"""

import importlib
import json
import sys
from pathlib import Path

import numpy as np

from recording.problems import PROBLEMS
from recording.spec_rows import recompute

FOLDER = Path(__file__).parent
SHARED = {
    '__init__', 'eight_bits', 'moments', 'numpy_run', 'optax_run', 'problems', 'schedule_free', 'spec_rows', 'timm_run',
    'torch_run', 'writing',
}  # fmt: skip
NAMES = sorted(path.stem for path in (FOLDER / 'recording').glob('*.py') if path.stem not in SHARED)


def module(name):
    return importlib.import_module(f'recording.{name}')


def file_of(name):
    return FOLDER / f'{name.replace("_", "-")}.json'


def record(name):
    """The contents of an optimizer's file."""
    reference = module(name)
    is_torch = not reference.run.library.startswith(('NumPy', 'optax'))
    single = torch_float32() if is_torch else 'float32'
    results = []
    for entry in reference.CASES:
        result = entry | reference.run(entry)
        if entry['name'] in ('learning rate', 'all'):
            result['float32'] = reference.run(entry, single)['parameters'][-1]
        results.append(result)
    used = {result['problem'] for result in results}
    head = {'library': reference.run.library, 'dtype': 'float64', 'rule': reference.RULE}
    problems = {name: problem for name, problem in PROBLEMS.items() if name in used}
    return head | {'problems': problems, 'cases': results}


def torch_float32():
    import torch

    return torch.float32


def pretty(value, indent=''):
    """JSON in which whatever nests at most two deep is on one line."""
    if depth(value) <= 2:
        return json.dumps(value, allow_nan=False)
    inner = indent + '  '
    if isinstance(value, dict):
        lines = [f'{inner}{json.dumps(key)}: {pretty(v, inner)}' for key, v in value.items()]
        return '{\n' + ',\n'.join(lines) + f'\n{indent}}}'
    return '[\n' + ',\n'.join(inner + pretty(v, inner) for v in value) + f'\n{indent}]'


def depth(value):
    inside = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inside), default=0) if isinstance(value, (dict, list)) else 0


def check():
    """Prints how each row of spec.json and each file compares; returns whether all agree."""
    agree, by_rule = [], {module(name).RULE: module(name) for name in NAMES}
    for row in json.loads((FOLDER / 'spec.json').read_text())['rows']:
        ways = recompute(row, by_rule[row['rule']].run)
        error = np.max(np.abs(np.array(ways) - row['parameters']))
        agree.append(error <= row.get('tolerance', 1e-9))
        print('ok' if agree[-1] else 'WRONG', f'{error:.1e}', row['rule'], row['options'])
    for name in NAMES:
        recorded, path = record(name), file_of(name)
        runs = [entry for entry in recorded['cases'] if 'float32' in entry]
        pairs = [pair for run in runs for pair in zip(run['float32'], run['parameters'][-1])]
        distance = max(np.max(np.abs(np.subtract(*pair))) for pair in pairs)
        same = path.exists() and path.read_text() == pretty(recorded) + '\n'
        agree.append(same and distance <= 2e-6)
        print('ok' if agree[-1] else 'WRONG', path.name, f'float32 within {distance:.1e}')
    return all(agree)


if __name__ == '__main__':
    if sys.argv[1:] == ['check']:
        sys.exit(0 if check() else 1)
    for name in sys.argv[1:] or NAMES:
        text = pretty(record(name)) + '\n'
        file_of(name).write_text(text)
        print(f'{file_of(name).name}: {len(module(name).CASES)} cases, {len(text)} bytes')
