"""Predicts with a net, by Keras or PyTorch; a run is one prediction, from an array to an array.

usage: predict.py WORK BATCH keras|pytorch      (line protocol of bench/python_contestant.ts)

The nets are those of bench/engine/works.ts.
"""

import os
import resource
import sys
import time

from nets import SHAPE, keras_net, torch_layout, torch_net

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
work, batch, system = sys.argv[1], int(sys.argv[2]), sys.argv[3]
threads = int(os.environ.get("MIEN_THREADS", "1"))
height, width, _ = SHAPE[work]
WARM_UP_RUNS = 50 if batch == 1 else 5


def greys(*shape):
    import numpy as np

    return ((np.arange(batch * height * width) % 256) / 255).astype("float32").reshape(shape)


def keras_predict():
    import numpy as np
    import tensorflow as tf

    model = keras_net(work, threads)
    x = greys(batch, height, width, 1)
    # The quickest way that Keras names for few samples: a compiled call, without predict's set-up.
    call = tf.function(lambda inputs: model(inputs, training=False))
    return lambda: np.asarray(call(x))


def torch_predict():
    import torch
    from torch import nn

    layout = torch_layout(work)
    model = nn.Sequential(torch_net(work, threads), nn.Softmax(1)).eval()
    x = greys(batch, 1, height, width)

    def predict():
        with torch.inference_mode():
            return model(torch.from_numpy(x).to(memory_format=layout)).numpy()

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
