"""One training step of a net, by Keras or PyTorch.

usage: train.py WORK keras|keras-jit|pytorch      (line protocol of bench/python_contestant.ts)

The nets and batches are those of bench/engine/works.ts.
"""

import os
import resource
import sys
import time

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
work, system = sys.argv[1], sys.argv[2]
threads = int(os.environ.get("MIEN_THREADS", "1"))
BATCH = {"model_1": 256, "vgg": 128, "cnn_3d": 32}[work]
SHAPE = {"model_1": (48, 48, 1), "vgg": (48, 48, 1), "cnn_3d": (24, 24, 24, 1)}[work]
WARM_UP_STEPS = 4


def keras_step(jit):
    import keras
    import numpy as np
    import tensorflow as tf
    from keras import layers

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)

    def block(filters):
        stack = []
        for _ in range(2):
            stack += [
                layers.Conv2D(filters, 3, padding="same", use_bias=False),
                layers.BatchNormalization(),
                layers.ReLU(),
            ]
        return stack + [layers.MaxPooling2D(2)]

    stacks = {
        "model_1": lambda: [
            layers.Conv2D(64, 5, activation="relu"),
            layers.MaxPooling2D(5, strides=2),
            layers.Flatten(),
            layers.Dense(1024, activation="relu"),
        ],
        "vgg": lambda: [
            *block(32), *block(64), *block(128), *block(256),
            layers.GlobalAveragePooling2D(),
        ],
        "cnn_3d": lambda: [
            layers.Conv3D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling3D(2),
            layers.Conv3D(64, 3, padding="same", activation="relu"),
            layers.MaxPooling3D(2),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
        ],
    }
    model = keras.Sequential(
        [keras.Input(SHAPE), *stacks[work](), layers.Dense(7, activation="softmax")]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.001),
        loss="categorical_crossentropy",
        jit_compile=jit,
    )
    x = np.random.default_rng(1).random((BATCH, *SHAPE), dtype="float32")
    y = np.eye(7, dtype="float32")[np.arange(BATCH) % 7]
    return lambda: float(np.asarray(model.train_on_batch(x, y)).ravel()[0])


def torch_step():
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    torch.manual_seed(1)

    def block(inputs, filters):
        stack = []
        for channels in (inputs, filters):
            stack += [
                nn.Conv2d(channels, filters, 3, padding=1, bias=False),
                nn.BatchNorm2d(filters),
                nn.ReLU(inplace=True),
            ]
        return stack + [nn.MaxPool2d(2)]

    stacks = {
        "model_1": lambda: [
            nn.Conv2d(1, 64, 5), nn.ReLU(inplace=True), nn.MaxPool2d(5, 2), nn.Flatten(),
            nn.Linear(25600, 1024), nn.ReLU(inplace=True), nn.Linear(1024, 7),
        ],
        "vgg": lambda: [
            *block(1, 32), *block(32, 64), *block(64, 128), *block(128, 256),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 7),
        ],
        "cnn_3d": lambda: [
            nn.Conv3d(1, 32, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool3d(2),
            nn.Conv3d(32, 64, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool3d(2), nn.Flatten(),
            nn.Linear(64 * 6 * 6 * 6, 128), nn.ReLU(inplace=True), nn.Linear(128, 7),
        ],
    }
    layout = torch.channels_last_3d if work == "cnn_3d" else torch.channels_last
    model = nn.Sequential(*stacks[work]()).to(memory_format=layout)
    x = torch.rand((BATCH, SHAPE[-1], *SHAPE[:-1])).to(memory_format=layout)
    y = torch.arange(BATCH) % 7
    loss_of = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, foreach=True)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


try:
    step = torch_step() if system == "pytorch" else keras_step(system == "keras-jit")
except ImportError as error:
    print(f"missing: {error}", flush=True)
    sys.exit()

for _ in range(WARM_UP_STEPS):
    step()
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() == "memory":
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)
        continue
    if line.strip() != "run":
        break
    start = time.perf_counter()
    step()
    print(time.perf_counter() - start, flush=True)
