"""Makes tests/fixtures/preprocess/blur.json: images blurred by SciPy's gaussian_filter.

Run from the project's root: python tests/reference/blur_scipy.py
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.ndimage import gaussian_filter

rng = np.random.default_rng(0)
cases = []
for shape, sigma in [((7, 9, 1), 0.5), ((12, 5, 1), 1.5), ((6, 6, 3), 3.0)]:
    image = rng.integers(0, 256, shape, dtype=np.uint8)
    blurred = gaussian_filter(image.astype(np.float64), (sigma, sigma, 0), mode="nearest")
    cases.append(
        {
            "shape": shape,
            "sigma": sigma,
            "image": image.ravel().tolist(),
            "blurred": np.rint(blurred).astype(int).ravel().tolist(),
        }
    )
out = Path("tests/fixtures/preprocess/blur.json")
out.write_text(json.dumps({"scipy": scipy.__version__, "cases": cases}) + "\n")
