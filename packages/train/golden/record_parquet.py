"""Records a table of many types as pyarrow writes it, and what Python sees in it, into parquet.json.

Set up once, in a virtual environment:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install pyarrow==25.0.1

Then, from this folder:

    ~/golden-venv/bin/python record_parquet.py

Files are base64. Dates and times are ISO 8601 in UTC, and lists JSON.
"""

import base64
import datetime as dt
import decimal
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = Path(__file__).parent
COUNT = 300


def column(values, kind, every=7):
    return pa.array([None if i % every == 3 else values(i) for i in range(COUNT)], kind)


TABLE = pa.table(
    {
        'int': pa.array(range(COUNT), pa.int64()),
        'small': column(lambda i: i % 100 - 50, pa.int8()),
        'double': column(lambda i: i / 7, pa.float64()),
        'float': column(lambda i: i / 8, pa.float32()),
        'flag': column(lambda i: i % 3 == 0, pa.bool_()),
        'word': column(lambda i: ['one', 'two', 'drei', '四'][i % 4], pa.string()),
        'kind': column(lambda i: 'ab'[i % 2], pa.string()).dictionary_encode(),
        'price': column(lambda i: decimal.Decimal(i) / 100, pa.decimal128(9, 2)),
        'day': column(lambda i: dt.date(2024, 1, 1) + dt.timedelta(i), pa.date32()),
        'time': column(lambda i: dt.datetime(2024, 1, 1, 12) + dt.timedelta(hours=i), pa.timestamp('us')),
        'list': column(lambda i: list(range(i % 3)), pa.list_(pa.int32())),
        '__proto__': pa.array(range(COUNT), pa.int32()),
    }
)


def plain(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return f'{value.isoformat()}.000Z'
    if isinstance(value, dt.date):
        return f'{value.isoformat()}T00:00:00.000Z'
    return json.dumps(value, separators=(',', ':')) if isinstance(value, list) else value


if __name__ == '__main__':
    files = {}
    for name, options in {
        'snappy': {'compression': 'snappy'},
        'plain': {'compression': 'none', 'data_page_version': '2.0', 'use_dictionary': False},
        'gzip': {'compression': 'gzip'},
    }.items():
        sink = io.BytesIO()
        pq.write_table(TABLE, sink, row_group_size=200, **options)
        files[name] = base64.b64encode(sink.getvalue()).decode()
    rows = [{name: plain(value) for name, value in row.items()} for row in TABLE.to_pylist()]
    columns = {name: [row[name] for row in rows] for name in TABLE.column_names}
    recorded = {'libraries': [f'pyarrow {pa.__version__}'], 'columns': columns, 'files': files}
    (FOLDER / 'parquet.json').write_text(json.dumps(recorded, ensure_ascii=False) + '\n')
