"""Makes tests/fixtures/train/ridge.json with scikit-learn.

    $MIEN_PYTHON tests/reference/train_ridge.py tests/fixtures/train/ridge.json

Ridge regression onto one-hot labels, the mean of each session taken out of features and labels.
"""
import json
import sys

import numpy as np
from sklearn.linear_model import Ridge

rng = np.random.default_rng(4)
n, width, classes, penalty = 12, 20, 7, 0.1
x = rng.normal(size=(n, width)).round(3)
labels = rng.integers(0, classes, n)
sessions = np.repeat(["a", "b", "c"], 4)
y = np.eye(classes)[labels]
centred = x.copy()
for session in "abc":
    rows = sessions == session
    centred[rows] -= x[rows].mean(0)
    y[rows] -= y[rows].mean(0)
alpha = penalty * (centred**2).sum()
kernel = Ridge(alpha=alpha, fit_intercept=False, solver="svd").fit(centred, y).coef_.T
middle = np.mean([x[sessions == session].mean(0) for session in "abc"], 0)
with open(sys.argv[1], "w") as file:
    json.dump(
        dict(
            features=x.ravel().tolist(),
            labels=labels.tolist(),
            sessions=sessions.tolist(),
            penalty=penalty,
            kernel=kernel.ravel().tolist(),
            bias=(-middle @ kernel).tolist(),
        ),
        file,
    )
