"""Copies of a small Keras file whose weights are stored in other ways, and one with LZF.

    python keras_odd_files.py tests/fixtures/keras

Needs h5py alone.
"""

import pathlib
import sys

import h5py
import numpy as np

WAYS = {
    "gzip": dict(compression="gzip", shuffle=True, fletcher32=True),
    "lzf": dict(compression="lzf"),
    "float64": dict(dtype="<f8"),
    "big_endian": dict(dtype=">f4"),
    "float16": dict(dtype="<f2"),
    "text": None,
}

folder = pathlib.Path(sys.argv[1])
for way, options in WAYS.items():
    with h5py.File(folder / "hard_sigmoid.k3.h5") as old, h5py.File(folder / f"odd_{way}.h5", "w") as new:
        for key, value in old.attrs.items():
            new.attrs[key] = value
        old.copy("model_weights", new)
        paths = []
        new.visititems(lambda path, node: paths.append(path) if isinstance(node, h5py.Dataset) else None)
        for path in paths:
            data = new[path][...]
            del new[path]
            if options is None:
                new.create_dataset(path, data=data.astype("S8"))
            else:
                chunked = {"chunks": data.shape} if "compression" in options else {}
                new.create_dataset(path, data=data, **options, **chunked)
