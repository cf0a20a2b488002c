"""The Keras side of loss_curve.ts: trains start.h5 on the batches of a folder, step by step."""
import json
import os
import sys

folder, threads = sys.argv[1], int(sys.argv[2])
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(threads)
x = np.memmap(f"{folder}/x.f32", "<f4", "r").reshape(-1, 256, 48, 48, 1)
y = np.memmap(f"{folder}/y.f32", "<f4", "r").reshape(-1, 256, 7)
model = keras.models.load_model(f"{folder}/start.h5", compile=False)
model.compile(keras.optimizers.Adam(), "categorical_crossentropy", jit_compile=False)
losses = []
for images, labels in zip(x, y):
    model.reset_metrics()
    losses.append(float(model.train_on_batch(np.array(images), np.array(labels))))
print(json.dumps({"keras": keras.__version__, "tensorflow": tf.__version__, "losses": losses}))
