"""Varies images with Keras's ImageDataGenerator, as the assignment does.

usage: augment.py BATCH BATCHES      (line protocol of bench/python_contestant.ts)
"""

import os
import sys
import time

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

try:
    import numpy as np

    try:
        from keras.src.legacy.preprocessing.image import ImageDataGenerator
    except ImportError:
        from keras.preprocessing.image import ImageDataGenerator
except ImportError as error:
    print(f"missing: {error}", flush=True)
    sys.exit()

batch, batches = int(sys.argv[1]), int(sys.argv[2])
random = np.random.RandomState(0)
x = random.randint(0, 256, (batch * batches, 48, 48, 1)).astype("float32")
y = np.eye(7, dtype="float32")[np.arange(len(x)) % 7]
# The same as AUGMENT in bench/augment.ts.
generator = ImageDataGenerator(
    rotation_range=20,
    width_shift_range=0.1,
    height_shift_range=0.1,
    shear_range=10,
    zoom_range=0.1,
    horizontal_flip=True,
    rescale=1 / 255,
)
flow = generator.flow(x, y, batch_size=batch, shuffle=True, seed=1)


def augment():
    for i in range(batches):
        flow[i]


augment()
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() != "run":
        break
    start = time.perf_counter()
    augment()
    print(time.perf_counter() - start, flush=True)
