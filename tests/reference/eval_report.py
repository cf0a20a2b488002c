"""Makes tests/fixtures/eval/report.json with NumPy, SciPy and scikit-learn.

    $MIEN_PYTHON tests/reference/eval_report.py tests/fixtures/eval/report.json

Random predictions, some classes absent in one case, and what is to be found out about them.
"""
import json
import sys

import numpy as np
from scipy import optimize, special, stats
from sklearn import metrics

rng = np.random.default_rng(5)


def predictions(n, sharpness, absent=()):
    labels = rng.choice([k for k in range(7) if k not in absent], n)
    logits = rng.normal(size=(n, 7)) * sharpness
    logits[np.arange(n), labels] += sharpness
    logits[:, list(absent)[:1]] = -30  # an absent class that is never predicted either
    # Few digits keep the file small; the sums are off by up to 1e-4 then.
    return labels, np.round(special.softmax(logits, axis=1), 5)


def case(labels, p):
    predicted = p.argmax(1)
    n = len(labels)
    confidence = p.max(1)
    edges = np.digitize(confidence, np.linspace(0, 1, 16), right=True) - 1
    bins = [
        (float(confidence[edges == b].mean()), float((predicted == labels)[edges == b].mean()), int((edges == b).sum()))
        if (edges == b).any()
        else (None, None, 0)
        for b in range(15)
    ]
    present = sorted(set(labels.tolist()))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, predicted, labels=range(7), zero_division=0
    )
    interval = stats.binomtest(int((predicted == labels).sum()), n).proportion_ci(0.95, "wilson")
    onehot = np.eye(7)[labels]
    normalised = p / p.sum(1, keepdims=True)
    floor = 2.0**-126
    loss = -np.log(np.maximum(normalised[np.arange(n), labels], floor)).mean()
    logits = np.log(np.maximum(p, floor))

    def nll(log_t):
        return -special.log_softmax(logits / np.exp(log_t), axis=1)[np.arange(n), labels].mean()

    best = optimize.minimize_scalar(nll, bounds=(-np.log(50), np.log(50)), method="bounded", options={"xatol": 1e-9})
    return {
        "labels": labels.tolist(),
        "probabilities": p.ravel().tolist(),
        "accuracy": metrics.accuracy_score(labels, predicted),
        "interval": [interval.low, interval.high],
        "loss": float(loss),
        "macroF1": float(np.mean([f1[k] for k in present])),
        "perClass": [
            [float(precision[k]), float(recall[k]), float(f1[k]), int(support[k])] for k in range(7)
        ],
        "confusion": metrics.confusion_matrix(labels, predicted, labels=range(7)).tolist(),
        "ece": float(sum(c * abs(a - b) for a, b, c in bins if c) / n),
        "brier": float(((p - onehot) ** 2).sum(1).mean()),
        "bins": bins,
        "temperature": float(np.exp(best.x)),
        "scaled": special.softmax(logits[:5] / 1.7, axis=1).ravel().tolist(),
    }


pairs = []
for n, a, b in [(50, 0.6, 0.5), (3000, 0.7, 0.66), (20, 0.9, 0.9), (3000, 0.9, 0.5)]:
    first, second = rng.random(n) < a, rng.random(n) < b
    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    p = stats.binomtest(only_first, only_first + only_second).pvalue
    pairs.append({"n": n, "onlyFirst": only_first, "onlySecond": only_second, "p": p})

intervals = [
    [k, n, *[float(v) for v in stats.binomtest(k, n).proportion_ci(0.95, "wilson")]]
    for k, n in [(0, 5), (5, 5), (1, 1), (7, 14), (1972, 3589), (3589, 3589)]
]
with open(sys.argv[1], "w") as file:
    json.dump(
        {
            "cases": [case(*predictions(400, 1.5)), case(*predictions(150, 4.0, absent=(1, 2)))],
            "pairs": pairs,
            "intervals": intervals,
        },
        file,
    )
