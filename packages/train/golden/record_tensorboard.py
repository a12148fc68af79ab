"""Records what the reader of TensorBoard finds in tensorboard.base64, into tensorboard.json.

The fixture is written by the test of the logger: `npx vitest run --project node packages/train/src/node/tensorboard.test.ts -u`.
Set up once, in a virtual environment:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install tensorboard==2.21.0

Then, from this folder:

    ~/golden-venv/bin/python record_tensorboard.py
"""

import base64
import hashlib
import json
import math
import tempfile
from pathlib import Path

from tensorboard import version
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import metadata, plugin_data_pb2

FOLDER = Path(__file__).parent


def plain(value):
    return value if math.isfinite(value) else str(value).replace('nan', 'NaN').replace('inf', 'Infinity')


def read(folder):
    events = EventAccumulator(folder)
    events.Reload()
    tags = events.Tags()
    sessions = events.PluginTagToContent('hparams')
    start = metadata.parse_session_start_info_plugin_data(sessions[metadata.SESSION_START_INFO_TAG])
    end = metadata.parse_session_end_info_plugin_data(sessions[metadata.SESSION_END_INFO_TAG])
    status = plugin_data_pb2.SessionEndInfo.DESCRIPTOR.fields_by_name['status'].enum_type
    return {
        'scalars': {tag: [[one.step, plain(one.value)] for one in events.Scalars(tag)] for tag in tags['scalars']},
        'histograms': {
            tag: [
                {
                    'step': one.step,
                    'min': one.histogram_value.min,
                    'max': one.histogram_value.max,
                    'num': one.histogram_value.num,
                    'sum': one.histogram_value.sum,
                    'sumSquares': one.histogram_value.sum_squares,
                    'limits': list(one.histogram_value.bucket_limit),
                    'counts': list(one.histogram_value.bucket),
                }
                for one in events.Histograms(tag)
            ]
            for tag in tags['histograms']
        },
        'hyperParameters': {
            name: getattr(value, value.WhichOneof('kind')) for name, value in sorted(start.hparams.items())
        },
        'startTime': start.start_time_secs,
        'ended': {'status': status.values_by_number[end.status].name, 'time': end.end_time_secs},
    }


text = (FOLDER / 'tensorboard.base64').read_text()
with tempfile.TemporaryDirectory() as folder:
    for number, file in enumerate(text.split('\n\n')):
        (Path(folder) / f'events.out.tfevents.{number}').write_bytes(base64.b64decode(file))
    recorded = {
        'libraries': [f'tensorboard {version.VERSION}'],
        'sha256': hashlib.sha256(text.encode()).hexdigest(),
        **read(folder),
    }
(FOLDER / 'tensorboard.json').write_text(json.dumps(recorded, indent=1, allow_nan=False) + '\n')
