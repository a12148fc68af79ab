"""Records files of NumPy into arrays.json, and what NumPy reads in the file that the tests write.

Set up once, in a virtual environment:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install numpy==2.4.6

Then, from this folder:

    ~/golden-venv/bin/python record_arrays.py          writes the file again
    ~/golden-venv/bin/python record_arrays.py check    compares it with a new recording

`arrays` has for each array its file in base64, dtype, shape and values, row by row; of complex numbers real and imaginary parts in
turns. `refused` are files that NumPy writes and that are none of numbers. `archives` are files of savez and
savez_compressed with the first arrays. `written` is what NumPy found in written.npz.base64, with the SHA-256 sum of that file.
"""

import base64
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
FILE = FOLDER / 'arrays.json'
WRITTEN = FOLDER / 'written.npz.base64'
MOMENT = (1980, 1, 1, 0, 0, 0)


def examples():
    yield 'bool', np.array([[True, False, True]])
    for bits in (8, 16, 32, 64):
        for kind in ('int', 'uint'):
            limits = np.iinfo(f'{kind}{bits}')
            yield f'{kind}{bits}', np.array([limits.min, 0, 1, limits.max], dtype=limits.dtype)
    special = [0.0, -0.0, 1.0, -2.5, np.inf, -np.inf, np.nan]
    yield 'float16', np.array([*special, 65504, 6e-8, 6.1e-5, 0.3333], dtype=np.float16)
    yield 'float32', np.array([*special, 3.4028234e38, 1e-45, 0.1], dtype=np.float32)
    yield 'float64', np.array([*special, 1.7976931348623157e308, 5e-324, 0.1])
    yield 'complex64', np.array([[1 + 2j, -0.5j], [3, np.inf - 1j]], dtype=np.complex64)
    yield 'a single number', np.array(7.25, dtype=np.float32)
    yield 'nothing', np.zeros((0, 3), dtype=np.int16)
    yield 'six axes', np.arange(24, dtype=np.int32).reshape(1, 2, 1, 3, 2, 2)
    for name in ('float32', 'int64', 'complex64', 'uint8', 'float16'):
        matrix = np.arange(24).reshape(2, 3, 4).astype(name)
        yield f'columns of {name}', np.asfortranarray(matrix)
        if matrix.itemsize > 1:
            swapped = matrix.astype(matrix.dtype.newbyteorder('>'))
            yield f'big-endian {name}', swapped
            yield f'big-endian columns of {name}', np.asfortranarray(swapped)


def refused():
    yield 'text', np.array(['a', 'bcd'])
    yield 'bytes', np.array([b'a', b'bcd'])
    yield 'objects', np.array([{}, 'a'], dtype=object)
    yield 'records', np.array([(1, 2.5)], dtype=[('a', 'i4'), ('b', 'f4')])
    yield 'moments', np.array(['2020-01-01'], dtype='datetime64[D]')
    yield 'complex128', np.array([1 + 2j])


def saved(array, version=None):
    file = io.BytesIO()
    if version is None:
        np.save(file, array)
    else:
        np.lib.format.write_array(file, array, version=version)
    return file.getvalue()


def text_of(number):
    # JSON has no NaN and no infinity, and its readers round large integers.
    return str(number) if isinstance(number, int) and abs(number) > 2**53 or number != number or abs(number) == np.inf else number


def case(name, array, version=None):
    flat = array.ravel()
    flat = flat.view(flat.real.dtype) if np.iscomplexobj(array) else flat
    numbers = [text_of(number) for number in flat.astype(flat.dtype.newbyteorder('=')).tolist()]
    return {
        'name': name,
        'dtype': array.dtype.newbyteorder('=').name,
        'shape': list(array.shape),
        'values': numbers,
        'file': base64.b64encode(saved(array, version)).decode(),
    }


def archive(save):
    arrays = dict(list(examples())[:4])
    file = io.BytesIO()
    save(file, **arrays)
    # The time of writing would differ from recording to recording.
    copy = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(copy, 'w') as target:
        for info in source.infolist():
            data = source.read(info)
            info.date_time = MOMENT
            with target.open(info, 'w', force_zip64=True) as entry:
                entry.write(data)
    return base64.b64encode(copy.getvalue()).decode()


def written():
    text = WRITTEN.read_bytes()
    with np.load(io.BytesIO(base64.b64decode(text)), allow_pickle=False) as found:
        arrays = {name: {'dtype': found[name].dtype.name, 'shape': list(found[name].shape)} for name in found.files}
        for name in found.files:
            flat = found[name].ravel()
            flat = flat.view(np.float32) if np.iscomplexobj(flat) else flat
            arrays[name]['values'] = [text_of(number) for number in flat.tolist()]
    return {'sha256': hashlib.sha256(text).hexdigest(), 'arrays': arrays}


def text():
    lines = [json.dumps(case(name, array)) for name, array in examples()]
    lines += [json.dumps(case(f'version {v}', np.arange(3.0), (v, 0))) for v in (1, 2, 3)]
    bad = [json.dumps({'name': name, 'file': base64.b64encode(saved(array)).decode()}) for name, array in refused()]
    archives = {'savez': archive(np.savez), 'savez_compressed': archive(np.savez_compressed)}
    rows, bad_rows = (',\n'.join(one) for one in (lines, bad))
    parts = [
        f'"libraries": ["numpy {np.__version__}"]',
        f'"arrays": [\n{rows}\n]',
        f'"refused": [\n{bad_rows}\n]',
        f'"archives": {json.dumps(archives)}',
        f'"written": {json.dumps(written())}',
    ]
    return f'{{{", ".join(parts)}}}\n'


if __name__ == '__main__':
    if sys.argv[1:] == ['check']:
        sys.exit(0 if FILE.read_text() == text() else 'arrays.json: got other files')
    FILE.write_text(text())
