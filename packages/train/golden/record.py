"""Records the golden numbers of the metrics from scikit-learn, into metrics.json.

Set up once, in a virtual environment:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install numpy==2.4.6 scikit-learn==1.9.1

Then, from this folder:

    ~/golden-venv/bin/python record.py          writes the file again
    ~/golden-venv/bin/python record.py check    compares it with a new recording

Outputs are float32, flat, row by row; the figures are computed in float64. `shape` is that of the outputs, and `figures` has
scikit-learn's value for each call of a metric.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

FILE = Path(__file__).parent / 'metrics.json'
SEED = 7


def averages(targets, predicted, **more):
    scores = {
        'precision': metrics.precision_score,
        'recall': metrics.recall_score,
        'f1': metrics.f1_score,
    }
    kinds = ['macro', 'weighted', 'micro', *(['binary'] if more else [])]
    return {
        f'{name} {kind}': score(targets, predicted, average=kind, zero_division=0, **(more if kind == 'binary' else {}))
        for name, score in scores.items()
        for kind in kinds
    }


def of_classes(random, count, classes, scale, digits):
    # A class that is neither predicted nor wanted would be refused by scikit-learn's areas: the last is wanted.
    targets = random.integers(0, classes, count)
    targets[:classes] = np.arange(classes)
    logits = scale * random.standard_normal((count, classes)) + 1.5 * np.eye(classes)[targets]
    logits = np.round(logits, digits).astype(np.float32).astype(np.float64)
    predicted = logits.argmax(axis=1)
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = shifted / shifted.sum(axis=1, keepdims=True)
    own = shares[np.arange(count), targets]
    binary = classes == 2
    area = metrics.roc_auc_score(targets, shares[:, 1]) if binary else metrics.roc_auc_score(targets, shares, multi_class='ovr')
    figures = {
        'accuracy': metrics.accuracy_score(targets, predicted),
        **averages(targets, predicted, **({'pos_label': 1} if binary else {})),
        'auc': area,
        'perplexity': float(np.exp(-np.log(own).mean())),
    }
    if digits > 3 and not binary:
        figures['topK 2'] = metrics.top_k_accuracy_score(targets, logits, k=2)
        figures['topK 3'] = metrics.top_k_accuracy_score(targets, logits, k=3)
    return {'kind': 'classes', 'outputs': logits, 'targets': targets, 'figures': figures}


def of_one_logit(random, count, digits):
    targets = random.integers(0, 2, count)
    logits = np.round(random.standard_normal((count, 1)) + targets[:, None] - 0.5, digits)
    logits = logits.astype(np.float32).astype(np.float64)
    predicted = (logits[:, 0] > 0).astype(int)
    figures = {
        'accuracy': metrics.accuracy_score(targets, predicted),
        **averages(targets, predicted, pos_label=1),
        'auc': metrics.roc_auc_score(targets, logits[:, 0]),
    }
    return {'kind': 'one logit', 'outputs': logits, 'targets': targets, 'figures': figures}


def of_values(random, count, columns, mean):
    targets = (mean + random.standard_normal((count, columns))).astype(np.float32).astype(np.float64)
    outputs = (targets + 0.3 * random.standard_normal((count, columns))).astype(np.float32).astype(np.float64)
    figures = {
        'rmse': metrics.mean_squared_error(targets, outputs) ** 0.5,
        'mae': metrics.mean_absolute_error(targets, outputs),
        'r2': metrics.r2_score(targets, outputs),
    }
    return {'kind': 'values', 'outputs': outputs, 'targets': targets, 'figures': figures}


def plain(case):
    outputs, targets = case['outputs'], case['targets']
    flat = {'outputs': outputs.ravel().tolist(), 'targets': targets.ravel().tolist()}
    figures = {name: float(value) for name, value in case['figures'].items()}
    return {**case, 'shape': list(outputs.shape), **flat, 'figures': figures}


def cases():
    random = np.random.default_rng(SEED)
    yield of_classes(random, 40, 4, 1, 6)
    yield of_classes(random, 40, 5, 1, 0)
    yield of_classes(random, 35, 6, 4, 6)
    yield of_classes(random, 30, 2, 1, 1)
    yield of_one_logit(random, 40, 1)
    yield of_values(random, 30, 1, 0)
    yield of_values(random, 30, 3, 10)
    # In float32, neighbouring numbers are 1/16 apart here.
    yield of_values(random, 50, 1, 1e6)


def text():
    head = json.dumps({'libraries': [f'scikit-learn {sklearn.__version__}'], 'seed': SEED})
    lines = ',\n'.join(json.dumps(plain(case), allow_nan=False) for case in cases())
    return f'{head[:-1]}, "cases": [\n{lines}\n]}}\n'


if __name__ == '__main__':
    warnings.simplefilter('error')
    if sys.argv[1:] == ['check']:
        sys.exit(0 if FILE.read_text() == text() else 'metrics.json: got other numbers')
    FILE.write_text(text())
