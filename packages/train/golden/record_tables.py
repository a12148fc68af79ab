"""Records how well pipelines of scikit-learn do on files as they come from the world, into tables.json.

Set up once, in a virtual environment:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install numpy==2.4.6 scikit-learn==1.9.1 pandas==3.0.6

Then, from the root of the repository, for each size:

    node scripts/worldly-files.mjs /tmp/small --size small
    node scripts/worldly-files.mjs /tmp/whole --size whole
    ~/golden-venv/bin/python packages/train/golden/record_tables.py /tmp/small /tmp/whole

How a file is read is written here by hand, as a person would who has looked into it. Each pipeline learns from the training rows that
splits.json names, and is scored on the rows for testing. A linear model and a network with one hidden layer, each with the defaults
of scikit-learn but for what stands below.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, r2_score, roc_auc_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

FILE = Path(__file__).parent / 'tables.json'

READ = {
    'passengers.csv': {'index_col': 'PassengerId'},
    'houses.csv': {},
    'heating.csv': {'sep': ';', 'decimal': ',', 'thousands': '.', 'encoding': 'utf-8-sig', 'dtype': {'Datum': str}},
    'survey.tsv': {'sep': '\t', 'na_values': ['-'], 'index_col': 'respondent'},
    'clinic.txt': {'sep': '\t', 'encoding': 'utf-16', 'na_values': ['缺失'], 'index_col': '序号'},
    'orders.csv': {'index_col': 0},
    'clicks.csv': {},
    'genes.csv': {},
    'payments.csv': {'comment': '#', 'dtype': {'merchant_code': str}},
}
DATES = {'Datum': '%d.%m.%Y', 'asked at': None, 'ordered': '%m/%d/%Y', 'time': 'ISO8601'}


def frame_of(path):
    if '.jsonl' in path.name:
        frame = pd.read_json(path, lines=True, convert_dates=False).drop(columns='tags')
    else:
        frame = pd.read_csv(path, **READ[path.name])
    if path.name == 'orders.csv':
        frame['sum'] = frame['sum'].str.replace('[$,]', '', regex=True).astype(float)
    if path.name == 'survey.tsv':
        frame['problems solved'] = frame['problems solved'].str.removesuffix(' %').astype(float)
    if path.name == 'payments.csv':
        frame['hour'] = frame.pop('time').str[:2].astype(int)
    for name, form in DATES.items():
        if name in frame:
            date = pd.to_datetime(frame.pop(name), format=form)
            frame['day'] = (date - date.min()).dt.days
            for part in ['month', 'weekday', 'hour']:
                frame[part] = getattr(date.dt, part).astype(str)
    return frame


def features(frame):
    """Numbers and categories; texts of which most rows have their own are left out."""
    is_text = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name]) or frame[name].dtype == bool]
    kept = [name for name in is_text if frame[name].nunique() < 0.5 * frame[name].count()]
    numbers = [name for name in frame if name not in is_text]
    return ColumnTransformer(
        [
            ('numbers', make_pipeline(SimpleImputer(strategy='median', add_indicator=True), StandardScaler()), numbers),
            (
                'categories',
                make_pipeline(
                    SimpleImputer(strategy='most_frequent', add_indicator=False),
                    OneHotEncoder(handle_unknown='infrequent_if_exist', min_frequency=2, max_categories=101),
                ),
                kept,
            ),
        ]
    )


def scores_of(model, inputs, targets):
    if hasattr(model, 'predict_proba'):
        figures = {'accuracy': accuracy_score(targets, model.predict(inputs))}
        if len(model.classes_) == 2:
            figures['auc'] = roc_auc_score(targets == model.classes_[1], model.predict_proba(inputs)[:, 1])
        return figures
    return {'r2': r2_score(targets, model.predict(inputs))}


def models_of(targets):
    network = {'hidden_layer_sizes': (64,), 'early_stopping': True, 'random_state': 0}
    if pd.api.types.is_float_dtype(targets) or targets.nunique() > 20:
        return {'linear': Ridge(), 'network': MLPRegressor(**network, learning_rate_init=0.01)}
    return {'linear': LogisticRegression(max_iter=2000), 'network': MLPClassifier(**network)}


def case_of(folder, plan):
    frame = frame_of(folder / plan['name']).reset_index(drop=True)
    targets = frame.pop(plan['target'])
    train, test = plan['train'] + plan['validation'], plan['test']
    figures = {}
    for name, model in models_of(targets.dropna()).items():
        pipeline = make_pipeline(features(frame.iloc[train]), model)
        is_number = 'Ridge' in repr(model) or 'Regressor' in repr(model)
        mean, deviation = (targets.iloc[train].mean(), targets.iloc[train].std()) if is_number else (None, None)
        wanted = (targets - mean) / deviation if is_number else targets.astype(str)
        pipeline.fit(frame.iloc[train], wanted.iloc[train])
        figures[name] = {
            figure: round(float(value), 5)
            for figure, value in scores_of(pipeline, frame.iloc[test], wanted.iloc[test]).items()
        }
    return {'file': plan['name'], 'rows': len(frame), 'figures': figures}


def main(folders):
    libraries = [f'scikit-learn {sklearn.__version__}', f'pandas {pd.__version__}', f'numpy {np.__version__}']
    cases = []
    for folder in map(Path, folders):
        for plan in json.loads((folder / 'splits.json').read_text()):
            cases.append(case_of(folder, plan))
            print(cases[-1])
    lines = ',\n'.join(json.dumps(case) for case in cases)
    FILE.write_text(f'{{"libraries": {json.dumps(libraries)}, "cases": [\n{lines}\n]}}\n')


if __name__ == '__main__':
    warnings.simplefilter('ignore', ConvergenceWarning)
    main(sys.argv[1:])
