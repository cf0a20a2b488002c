"""Predicts with model_1, by Keras or PyTorch; a run is one prediction, from an array to an array.

usage: predict.py BATCH keras|pytorch      (line protocol of bench/python_contestant.ts)
"""

import os
import resource
import sys
import time

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
batch, system = int(sys.argv[1]), sys.argv[2]
threads = int(os.environ.get("MIEN_THREADS", "1"))
WARM_UP_RUNS = 50 if batch == 1 else 5


def keras_predict():
    import keras
    import numpy as np
    import tensorflow as tf
    from keras import layers

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    model = keras.Sequential([
        keras.Input((48, 48, 1)),
        layers.Conv2D(64, 5, activation="relu"),
        layers.MaxPooling2D(5, strides=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(7, activation="softmax"),
    ])
    x = ((np.arange(batch * 48 * 48) % 256) / 255).astype("float32").reshape(batch, 48, 48, 1)
    # The quickest way that Keras names for few samples: a compiled call, without predict's set-up.
    call = tf.function(lambda inputs: model(inputs, training=False))
    return lambda: np.asarray(call(x))


def torch_predict():
    import numpy as np
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    model = nn.Sequential(
        nn.Conv2d(1, 64, 5), nn.ReLU(inplace=True), nn.MaxPool2d(5, 2), nn.Flatten(),
        nn.Linear(25600, 1024), nn.ReLU(inplace=True), nn.Linear(1024, 7), nn.Softmax(1),
    ).to(memory_format=torch.channels_last).eval()
    x = ((np.arange(batch * 48 * 48) % 256) / 255).astype("float32").reshape(batch, 1, 48, 48)

    def predict():
        with torch.inference_mode():
            images = torch.from_numpy(x).to(memory_format=torch.channels_last)
            return model(images).numpy()

    return predict


try:
    predict = torch_predict() if system == "pytorch" else keras_predict()
except ImportError as error:
    print(f"missing: {error}", flush=True)
    sys.exit()

for _ in range(WARM_UP_RUNS):
    predict()
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() == "memory":
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)
        continue
    if line.strip() != "run":
        break
    start = time.perf_counter()
    predict()
    print(time.perf_counter() - start, flush=True)
