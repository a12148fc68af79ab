"""Quantiles of the beta distribution with both parameters equal."""

import scipy
from scipy.stats import beta

LIBRARIES = [f'scipy {scipy.__version__}']
SHARES = (0.05, 0.25, 0.4, 0.7, 0.95)


def cases():
    for alpha in (0.1, 0.2, 0.5, 1.0, 4.0):
        yield {
            'alpha': alpha,
            'shares': list(SHARES),
            'quantiles': [float(beta.ppf(share, alpha, alpha)) for share in SHARES],
        }
