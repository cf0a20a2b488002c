"""Makes tests/fixtures/train/keras.json with Keras 3 on TensorFlow.

    $MIEN_PYTHON tests/reference/train_keras.py tests/fixtures/train/keras.json

Optimizer steps, the cross-entropy with its gradient, and the losses of small trainings from equal
weights and batches.
"""
import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)


def rounded(array):
    """Float32 values in the fewest digits that still name them."""
    return [float(f"{v:.9g}") for v in np.asarray(array, np.float32).ravel()]


def optimizer_steps(make):
    start = rng.normal(size=(3, 2)).astype("float32")
    gradients = [(rng.normal(size=(3, 2)) * 10.0 ** rng.integers(-7, 2)).astype("float32") for _ in range(6)]
    rates = [0.1, 0.1, 0.05, 0.05, 0.01, 0.2]
    variable = keras.Variable(start)
    optimizer = make()
    after = []
    for gradient, rate in zip(gradients, rates):
        optimizer.learning_rate = rate
        optimizer.apply([tf.constant(gradient)], [variable])
        after.append(rounded(variable.numpy()))
    return {"start": rounded(start), "rates": rates, "gradients": [rounded(g) for g in gradients], "after": after}


def cross_entropy(smoothing):
    """From logits, some of them far apart, and from outputs that no softmax made."""
    logits = np.concatenate([rng.normal(size=(3, 7)), rng.normal(size=(3, 7)) * 60]).astype("float32")
    y = np.eye(7, dtype="float32")[[0, 3, 6, 1, 2, 5]]
    y[2] = [0.5, 0, 0.25, 0, 0, 0.25, 0]
    result = {"logits": rounded(logits), "y": rounded(y), "smoothing": smoothing}
    for name, activation in ("softmax", "softmax"), ("other", "softplus"):
        layer = keras.layers.Activation(activation)

        @tf.function  # as in training: the loss finds the softmax
        def value_and_gradient(z):
            with tf.GradientTape() as tape:
                tape.watch(z)
                loss = keras.losses.categorical_crossentropy(y, layer(z), label_smoothing=smoothing)
            return loss, tape.gradient(loss, z)

        loss, gradient = value_and_gradient(tf.constant(logits))
        result[name] = {"loss": rounded(loss), "gradient": rounded(gradient)}
    return result


def training(make, batch_normalization):
    keras.utils.set_random_seed(3)
    # No bias before a batch normalisation: its gradient is rounding noise, which Adam makes large.
    activation = None if batch_normalization else "relu"
    conv = keras.layers.Conv2D(4, 3, activation=activation, use_bias=not batch_normalization)
    layers = [keras.layers.Input((6, 6, 2)), conv]
    if batch_normalization:
        layers += [keras.layers.BatchNormalization(), keras.layers.ReLU()]
    layers += [
        keras.layers.MaxPooling2D(3, 1),
        keras.layers.Flatten(),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(7, activation="softmax"),
    ]
    model = keras.Sequential(layers)
    weights = [rounded(w) for w in model.get_weights()]
    model.compile(make(), "categorical_crossentropy", metrics=["accuracy"])
    x = rng.normal(size=(20, 6, 6, 2)).astype("float32")
    y = np.eye(7, dtype="float32")[rng.integers(0, 7, 20)]
    batches = [(0, 8), (8, 16), (16, 20)]
    losses, accuracies = [], []
    for _ in range(4):
        epoch = np.zeros(2)
        for a, b in batches:
            model.reset_metrics()
            logs = model.train_on_batch(x[a:b], y[a:b], return_dict=True)
            epoch += (b - a) / len(x) * np.array([float(logs["loss"]), float(logs["accuracy"])])
        losses.append(epoch[0])
        accuracies.append(epoch[1])
    return {
        "batchNormalization": batch_normalization,
        "weights": weights,
        "x": rounded(x),
        "y": [int(i) for i in y.argmax(1)],
        "losses": losses,
        "accuracies": accuracies,
        "after": rounded(model.predict(x, verbose=0)),
    }


optimizers = {
    "adam": ({"name": "adam"}, lambda: keras.optimizers.Adam()),
    "adamw": ({"name": "adam", "beta2": 0.99, "weightDecay": 0.02}, lambda: keras.optimizers.AdamW(beta_2=0.99, weight_decay=0.02)),
    "sgd": ({"name": "sgd"}, lambda: keras.optimizers.SGD()),
    "momentum": ({"name": "sgd", "momentum": 0.9}, lambda: keras.optimizers.SGD(momentum=0.9)),
    "nesterov": (
        {"name": "sgd", "momentum": 0.9, "nesterov": True, "weightDecay": 0.01},
        lambda: keras.optimizers.SGD(momentum=0.9, nesterov=True, weight_decay=0.01),
    ),
}
fixture = {
    "versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
    "optimizers": {name: {"config": c, **optimizer_steps(make)} for name, (c, make) in optimizers.items()},
    "crossEntropy": [cross_entropy(0), cross_entropy(0.1)],
    "training": [training(lambda: keras.optimizers.Adam(0.01), False), training(lambda: keras.optimizers.Adam(0.01), True)],
}
with open(sys.argv[1], "w") as file:
    json.dump(fixture, file)
