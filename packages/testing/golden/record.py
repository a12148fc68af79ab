"""Records the golden numbers of this folder from reference implementations.

Set up once, in a virtual environment:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install numpy scipy==1.17.1 jax==0.10.2 optax==0.2.8 keras==3.15.1
    ~/golden-venv/bin/pip install torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu
    ~/golden-venv/bin/pip install timm==1.0.29 safetensors==0.8.0

Then, from this folder:

    ~/golden-venv/bin/python record.py                     writes every file again
    ~/golden-venv/bin/python record.py clipping            writes this one
    ~/golden-venv/bin/python record.py check               compares the files with a new recording

Each subject has a module in `recording`: `LIBRARIES` names what its numbers come from, `cases()` gives
them, in float64 unless `DTYPE` says otherwise. The same versions on the same kind of processor write the same bytes. README.md tells the fields.
"""

import importlib
import json
import math
import os
import sys
from pathlib import Path

os.environ |= {'KERAS_BACKEND': 'torch', 'JAX_ENABLE_X64': '1'}

FOLDER = Path(__file__).parent
SHARED = {'__init__', 'drawing', 'layers'}
NAMES = sorted(path.stem for path in (FOLDER / 'recording').glob('*.py') if path.stem not in SHARED)


def file_of(name):
    return FOLDER / f'{name.replace("_", "-")}.json'


def text_of(name):
    """A file of one line for each case."""
    module = importlib.import_module(f'recording.{name}')
    head = json.dumps({'libraries': module.LIBRARIES, 'dtype': getattr(module, 'DTYPE', 'float64')})
    lines = ',\n'.join(json.dumps(plain(case), allow_nan=False) for case in module.cases())
    return f'{head[:-1]}, "cases": [\n{lines}\n]}}\n'


def plain(value):
    """What JSON can hold: it has neither NaN nor infinities, so they are words."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return 'NaN' if math.isnan(value) else 'Infinity' if value > 0 else '-Infinity'
    return value


if __name__ == '__main__':
    if sys.argv[1:] == ['check']:
        same = {name: file_of(name).read_text() == text_of(name) for name in NAMES}
        for name, agrees in same.items():
            print('ok' if agrees else 'WRONG', file_of(name).name)
        sys.exit(0 if all(same.values()) else 1)
    for name in sys.argv[1:] or NAMES:
        text = text_of(name)
        file_of(name).write_text(text)
        print(f'{file_of(name).name}: {len(text)} bytes')
