"""The Keras side of train_model_1_steps.ts: trains start.h5 on x.f32 and y.f32 of a folder."""
import json
import os
import sys
import time

os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np

folder = sys.argv[1]
x = np.fromfile(f"{folder}/x.f32", "<f4").reshape(-1, 256, 48, 48, 1)
y = np.fromfile(f"{folder}/y.f32", "<f4").reshape(-1, 256, 7)
model = keras.models.load_model(f"{folder}/start.h5", compile=False)
model.compile(keras.optimizers.Adam(), "categorical_crossentropy", jit_compile=False)
losses, start = [], time.perf_counter()
for images, labels in zip(x, y):
    model.reset_metrics()
    losses.append(float(model.train_on_batch(images, labels)))
print(json.dumps({"losses": losses, "seconds": time.perf_counter() - start}))
