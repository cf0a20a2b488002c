"""What Keras 3's random image layers do when their range is a single value.

    python keras_random_layers.py > tests/fixtures/keras/random_layers.json
"""

import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
from keras import layers

height, width = 6, 6
x = (np.arange(2 * height * width * 2) * 37 % 101).astype("float32").reshape(2, height, width, 2)
same = lambda value: (value, value)
CASES = [
    layers.RandomRotation(same(0.25), fill_mode="nearest"),
    layers.RandomRotation(same(0.07), fill_mode="reflect"),
    layers.RandomRotation(same(-0.1), fill_mode="constant", fill_value=3.0),
    layers.RandomTranslation(same(0.25), same(-0.1), fill_mode="constant"),
    layers.RandomTranslation(same(-1 / 3), same(1 / 6), fill_mode="wrap", interpolation="nearest"),
    layers.RandomZoom(same(0.5), fill_mode="reflect"),
    layers.RandomZoom(same(-0.3), same(0.2), fill_mode="nearest"),
    layers.RandomBrightness(same(0.3)),
    layers.RandomBrightness(same(-0.2), value_range=(0, 100)),
]
found = []
for layer in CASES:
    config = layer.get_config()
    keep = {k: v for k, v in config.items() if k not in ("name", "trainable", "dtype", "seed", "data_format")}
    y = np.asarray(layer(x, training=True))
    found.append({"layer": type(layer).__name__, "settings": keep, "y": [round(float(v), 4) for v in y.ravel()]})
print(json.dumps(found))
