"""Makes tests/fixtures/models/cloud_classifiers.json: PCA, kernel ridge and discriminant analysis.

    $MIEN_PYTHON tests/reference/cloud_classifiers.py tests/fixtures/models/cloud_classifiers.json
"""

import json
import sys

import numpy as np
import scipy.linalg
from sklearn.covariance import ledoit_wolf
from sklearn.decomposition import PCA
from sklearn.metrics.pairwise import rbf_kernel

random = np.random.RandomState(6835)
n, d, classes = 60, 6, 3
y = np.arange(n) % classes
x = np.round(random.standard_normal((n, d)) * [3, 2, 1, 0.5, 0.3, 0.2] + y[:, None] * 0.8, 4)
new = np.round(random.standard_normal((8, d)), 4)

pca = PCA(3).fit(x)

gamma, ridge, landmarks = 0.1, 2.0, x[:20]
k = rbf_kernel(x, landmarks, gamma)
among = rbf_kernel(landmarks, landmarks, gamma)
targets = np.eye(classes)[y] - 1 / classes
system = k.T @ k + ridge * (among + 1e-3 * np.eye(len(landmarks)))
weights = scipy.linalg.solve(system, k.T @ targets, assume_a="pos")
ridge_scores = rbf_kernel(new, landmarks, gamma) @ weights + 1 / classes

means = np.stack([x[y == c].mean(0) for c in range(classes)])
covariance, shrinkage = ledoit_wolf(x - means[y], assume_centered=True)
linear = np.linalg.solve(covariance, means.T).T
linear_scores = new @ linear.T - 0.5 * (linear * means).sum(1)

out = {
    "x": x.tolist(),
    "y": y.tolist(),
    "new": new.tolist(),
    "pca": {
        "variances": pca.explained_variance_.tolist(),
        # Signs are free.
        "projected": np.abs(pca.transform(new)).tolist(),
    },
    "kernelRidge": {"gamma": gamma, "ridge": ridge, "landmarks": 20, "scores": ridge_scores.tolist()},
    "discriminant": {"shrinkage": float(shrinkage), "scores": linear_scores.tolist()},
}
with open(sys.argv[1], "w") as file:
    file.write(json.dumps(out) + "\n")
