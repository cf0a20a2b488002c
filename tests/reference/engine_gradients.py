"""Outputs and gradients of Keras layers, for tests/engine/keras_gradients_test.ts.

usage: python tests/reference/engine_gradients.py    (Keras 3 on TensorFlow)

Inputs and weights are sines, so that the test can make the same ones; the loss is the sum of the
outputs, each times another sine. Written: tests/fixtures/engine/gradients.json, arrays in base64.
"""

import base64
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def sines(shape, step):
    """Entry i is sin(step * (i + 1)), in float32."""
    count = int(np.prod(shape))
    return np.sin(step * np.arange(1, count + 1)).astype("float32").reshape(shape)


def pack(array):
    return base64.b64encode(np.ascontiguousarray(array, "float32").tobytes()).decode()


CASES = {
    "conv2d valid": (layers.Conv2D(5, 3), (2, 7, 9, 3)),
    "conv2d same, wide": (layers.Conv2D(16, 3, padding="same"), (2, 9, 7, 16)),
    "conv2d valid, wide": (layers.Conv2D(20, 3), (1, 11, 6, 16)),
    "conv2d stride": (layers.Conv2D(6, 3, strides=2, padding="same"), (2, 8, 11, 2)),
    "conv2d uneven stride": (layers.Conv2D(4, (3, 5), strides=(2, 3)), (2, 10, 12, 2)),
    "conv2d dilation": (layers.Conv2D(4, 3, dilation_rate=2, padding="same"), (2, 9, 10, 3)),
    "conv2d 1x1": (layers.Conv2D(7, 1), (3, 5, 6, 5)),
    "conv2d even kernel": (layers.Conv2D(4, (2, 4), padding="same"), (2, 6, 7, 3)),
    "conv3d valid": (layers.Conv3D(4, 3), (2, 5, 6, 7, 2)),
    "conv3d same, wide": (layers.Conv3D(16, 3, padding="same"), (1, 4, 6, 5, 16)),
    "conv3d stride": (layers.Conv3D(3, 3, strides=2, padding="same"), (1, 7, 6, 5, 2)),
    "depthwise": (layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2), (2, 7, 8, 3)),
    "depthwise stride": (layers.DepthwiseConv2D(3, strides=2), (2, 9, 9, 4)),
    "separable": (layers.SeparableConv2D(6, 3, padding="same"), (2, 7, 8, 3)),
    "dense": (layers.Dense(9), (5, 33)),
    "max pooling 2d": (layers.MaxPooling2D(5, strides=2), (2, 13, 12, 17)),
    "max pooling 2d same": (layers.MaxPooling2D(3, strides=2, padding="same"), (2, 8, 7, 5)),
    "max pooling 3d": (layers.MaxPooling3D(2), (2, 5, 6, 7, 3)),
    "average pooling 2d": (layers.AveragePooling2D(2), (2, 7, 8, 5)),
    "batch normalisation": (layers.BatchNormalization(epsilon=1e-3), (4, 6, 5, 7)),
    "batch normalisation 2d": (layers.BatchNormalization(epsilon=1e-3), (16, 24)),
}

results = {}
for name, (layer, shape) in CASES.items():
    x = tf.constant(sines(shape, 0.7))
    layer.build(shape)
    steps = np.linspace(0.3, 0.6, len(layer.weights) + 1)
    for i, weight in enumerate(layer.weights):
        if "moving" not in weight.path:
            weight.assign(sines(weight.shape, steps[i]))
    trainable = layer.trainable_weights
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x, training=True) if "batch" in name else layer(x)
        loss = tf.reduce_sum(y * sines(y.shape, 0.9))
    gradients = tape.gradient(loss, [x, *[w.value for w in trainable]])
    results[name] = {
        "shape": list(shape),
        "output": pack(y),
        "input": pack(gradients[0]),
        "weights": [pack(g) for g in gradients[1:]],
        "steps": [float(s) for s in steps],
        "config": {k: v for k, v in layer.get_config().items() if isinstance(v, (int, float, str, bool, list, tuple)) and k not in ("name", "dtype")},
        "layer": type(layer).__name__,
    }
    for i, weight in enumerate(layer.weights):
        if "moving" in weight.path:
            results[name].setdefault("moving", []).append(pack(weight))

target = pathlib.Path(__file__).parent.parent / "fixtures/engine/gradients.json"
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(json.dumps({"keras": keras.__version__, "cases": results}) + "\n")
print(target, target.stat().st_size)
