"""Makes tests/fixtures/eval/exact_interval.json with SciPy.

    $MIEN_PYTHON tests/reference/exact_interval.py tests/fixtures/eval/exact_interval.json

Clopper-Pearson intervals as quantiles of the beta distribution: [successes, n, low, high].
"""
import json
import sys

from scipy.stats import beta

rows = []
for k, n in ((0, 1), (0, 7), (1, 7), (4, 7), (7, 7), (2, 3), (77, 157), (1500, 3589)):
    low = 0.0 if k == 0 else float(beta.ppf(0.025, k, n - k + 1))
    high = 1.0 if k == n else float(beta.ppf(0.975, k + 1, n - k))
    rows.append([k, n, low, high])
with open(sys.argv[1], "w") as file:
    json.dump(rows, file)
