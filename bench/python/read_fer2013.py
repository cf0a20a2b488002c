"""Reads a FER2013 table as data scientists do: pandas for the table, NumPy for the pixels.

usage: read_fer2013.py PATH      (line protocol of bench/python_contestant.ts)

Of the usual ways to turn the pixel texts into numbers this is the fastest: str.split and np.array
take several times as long.
"""

import sys
import time

try:
    import numpy as np
    import pandas as pd
except ImportError as error:
    print(f"missing: {error}", flush=True)
    sys.exit()


def read(path):
    table = pd.read_csv(path)
    images = [np.fromstring(text, dtype=np.uint8, sep=" ") for text in table["pixels"]]
    x = np.stack(images).reshape(-1, 48, 48, 1)
    y = table["emotion"].to_numpy(np.uint8)
    return x, y, table["Usage"].to_numpy()


path = sys.argv[1]
read(path)
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() != "run":
        break
    start = time.perf_counter()
    read(path)
    print(time.perf_counter() - start, flush=True)
