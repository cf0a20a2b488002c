"""Counts points into grids of 24x24x24 with NumPy, as step 10 of the assignment asks.

usage: voxelize.py CLOUDS add.at|bincount      (line protocol of bench/python_contestant.ts)
"""

import sys
import time

try:
    import numpy as np
except ImportError as error:
    print(f"missing: {error}", flush=True)
    sys.exit()

count, way = int(sys.argv[1]), sys.argv[2]
SIZE, LOW, HIGH = 24, -0.12, 0.12
random = np.random.RandomState(0)
# A face's proportions, in metres.
clouds = (random.standard_normal((count, 1220, 3)) * [0.035, 0.045, 0.025]).astype("float32")
grids = np.zeros((count, SIZE, SIZE, SIZE), dtype="float32")


def indices(cloud):
    places = ((cloud - LOW) * (SIZE / (HIGH - LOW))).astype(np.int32)
    return np.clip(places, 0, SIZE - 1)


def add_at():
    grids[:] = 0
    for grid, cloud in zip(grids, clouds):
        x, y, z = indices(cloud).T
        np.add.at(grid, (x, y, z), 1)


def bincount():
    for grid, cloud in zip(grids, clouds):
        x, y, z = indices(cloud).T
        flat = (x * SIZE + y) * SIZE + z
        grid[:] = np.bincount(flat, minlength=SIZE**3).reshape(grid.shape)


work = add_at if way == "add.at" else bincount
work()
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() != "run":
        break
    start = time.perf_counter()
    work()
    print(time.perf_counter() - start, flush=True)
