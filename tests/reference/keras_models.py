"""Models of every kind that lib/keras reads and writes, with their predictions, by real Keras.

    python keras_models.py make FOLDER          writes KIND.k2.h5 or KIND.k3.h5, some as .keras
                                                too, and predictions.k2.json or predictions.k3.json
    python keras_models.py predict FOLDER       loads every *.h5 of FOLDER, prints their predictions

Run it under Keras 2.15 and under Keras 3. Inputs follow from their shape alone (see `inputs_of`).
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import numpy as np
import keras
from keras import Input, Model, Sequential, layers

MAJOR = int(keras.__version__.split(".")[0])
BATCH = 3


def values(n, start=0):
    """Numbers in [-0.5, 0.5) that any language makes alike: no sine, no generator."""
    i = np.arange(start, start + n, dtype=np.int64)
    return ((i * 7919 + 13) % 1009 / 1009 - 0.5).astype("float32")


def inputs_of(model):
    made = []
    for k, tensor in enumerate(model.inputs):
        shape = [BATCH, *[size if size else 4 for size in tensor.shape[1:]]]
        n = int(np.prod(shape))
        x = values(n, 1000 * k).reshape(shape)
        dtype = tensor.dtype if isinstance(tensor.dtype, str) else tensor.dtype.name
        made.append(np.floor((x + 0.5) * 8).astype("int32") if dtype == "int32" else x)
    return made


def scramble(model):
    """Weights that differ from each other and from what layers start with; variances positive."""
    start = 0
    for weight in model.weights:
        n = int(np.prod(weight.shape))
        path = getattr(weight, "path", weight.name)
        data = values(n, start).reshape(weight.shape) * 0.6
        start += n
        if "variance" in path:
            data = np.abs(data) + 0.5
        if "gamma" in path:
            data = data + 1.0
        if "count" in path:
            data = data * 0 + 5
        weight.assign(data.astype(str(np.dtype(weight.dtype if isinstance(weight.dtype, str) else weight.dtype.name))))
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()
    return model


def model_1():
    return Sequential([
        Input((16, 16, 1)),
        layers.Conv2D(4, 5, activation="relu"),
        layers.MaxPooling2D(5, strides=2),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dropout(0.5, seed=3),
        layers.Dense(7, activation="softmax"),
    ], name="model_1")


def residual():
    x = inputs = Input((12, 12, 3), name="image")
    x = layers.Conv2D(8, 3, padding="same", use_bias=False, kernel_regularizer=keras.regularizers.L2(1e-4))(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    y = layers.Conv2D(8, 3, strides=2, padding="same")(x)
    y = layers.BatchNormalization(scale=False, momentum=0.9, epsilon=1e-4)(y)
    z = layers.AveragePooling2D(2, padding="same")(x)
    x = layers.Activation("relu")(layers.Add()([y, z]))
    x = layers.SpatialDropout2D(0.2)(x)
    a, b = layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D(keepdims=True)(x)
    x = layers.Concatenate()([a, layers.Reshape((8,))(b)])
    return Model(inputs, layers.Dense(7, activation="softmax", name="classes")(x), name="residual")


def transfer():
    """A frozen base in inference mode below a new head: what fine-tuning saves."""
    x = inputs = Input((10, 10, 1))
    x = layers.Conv2D(4, 3, activation="relu")(x)
    x = layers.BatchNormalization()(x)
    x = layers.GlobalAveragePooling2D()(x)
    base = Model(inputs, x, name="base")
    base.trainable = False
    y = again = Input((10, 10, 1))
    y = layers.Rescaling(2.0, offset=-0.5)(y)
    y = base(y, training=False)
    y = layers.Dense(5, activation="tanh", kernel_constraint=keras.constraints.MaxNorm(2.0))(y)
    return Model(again, layers.Dense(7, activation="softmax")(y), name="transfer")


def nested():
    """A functional model used twice, with a Sequential one inside; part of it frozen."""
    deep = Sequential([Input((6,)), layers.Dense(6, activation="elu", name="deep_1"),
                       layers.BatchNormalization(name="deep_bn"), layers.Dense(6, name="deep_2")], name="deep")
    deep.layers[0].trainable = False
    a = Input((6,), name="inner_in")
    h = layers.Dense(6, name="inner_1", activation="relu")(a)
    inner = Model(a, [deep(h), h], name="inner")
    left, right = Input((6,), name="left"), Input((6,), name="right")
    l1, l2 = inner(left)
    r1, r2 = inner(right)
    total = layers.Add(name="total")([l1, r2])
    return Model([left, right], [layers.Dense(2, name="out_a")(total), layers.Multiply(name="out_b")([l2, r1])],
                 name="nested")


def shared():
    dense = layers.Dense(5, activation="tanh", name="shared")
    a, b = Input((5,), name="a"), Input((5,), name="b")
    x, y = dense(a), dense(b)
    parts = [layers.Subtract()([x, y]), layers.Maximum()([x, y]), layers.Minimum()([x, y]),
             layers.Average()([x, y, a]), layers.Dot(axes=1, normalize=True)([x, y])]
    return Model([a, b], layers.Dense(3)(layers.Concatenate(axis=-1)(parts)), name="shared_layers")


def conv3d():
    x = inputs = Input((8, 8, 8, 1))
    x = layers.Conv3D(4, 3, activation="relu", padding="same")(x)
    x = layers.BatchNormalization()(x)
    x = layers.MaxPooling3D(2)(x)
    x = layers.SpatialDropout3D(0.1)(x)
    x = layers.ZeroPadding3D(((0, 1), (1, 0), (1, 1)))(x)
    x = layers.Conv3D(3, 2, strides=2)(x)
    x = layers.UpSampling3D((2, 1, 2))(x)
    x = layers.Cropping3D(((0, 1), (0, 0), (1, 1)))(x)
    y = layers.AveragePooling3D(2, strides=1)(x)
    x = layers.Concatenate()([layers.GlobalAveragePooling3D()(x), layers.GlobalMaxPooling3D()(y)])
    return Model(inputs, layers.Dense(7, activation="softmax")(x), name="conv3d")


def separable():
    x = inputs = Input((12, 12, 4))
    x = layers.SeparableConv2D(6, 3, depth_multiplier=2, activation="swish", padding="same")(x)
    x = layers.DepthwiseConv2D(3, depth_multiplier=2, dilation_rate=2)(x)
    x = layers.LeakyReLU(0.1)(x)
    x = layers.Conv2D(8, 3, groups=2, dilation_rate=(1, 2))(x)
    x = layers.PReLU(shared_axes=[1, 2])(x)
    x = layers.DepthwiseConv2D(2, strides=2, padding="same", use_bias=False)(x)
    x = layers.ReLU(max_value=1.0, negative_slope=0.2, threshold=0.1)(x)
    x = layers.Flatten()(x)
    return Model(inputs, layers.Dense(7)(x), name="separable")


def recurrent():
    x = inputs = Input((6, 4))
    x = layers.LSTM(5, return_sequences=True)(x)
    x = layers.GRU(5, return_sequences=True)(x)
    x = layers.GRU(4, reset_after=False, return_sequences=True)(x)
    x = layers.Bidirectional(layers.LSTM(3, return_sequences=True), merge_mode="concat")(x)
    x = layers.TimeDistributed(layers.Dense(4, activation="tanh"))(x)
    x = layers.Bidirectional(layers.GRU(3), merge_mode="sum")(x)
    x = layers.RepeatVector(3)(x)
    x = layers.SimpleRNN(4, go_backwards=True)(x)
    return Model(inputs, layers.Dense(2)(x), name="recurrent")


def words():
    x = inputs = Input((7,), dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True)(x)
    x = layers.LSTM(3)(x)
    return Model(inputs, layers.Dense(2)(x), name="words")


def preprocessing():
    x = inputs = Input((14, 12, 3))
    x = layers.Rescaling(1 / 2, offset=0.25)(x)
    x = layers.RandomFlip("horizontal")(x)
    x = layers.RandomRotation(0.1)(x)
    x = layers.RandomZoom(0.1)(x)
    x = layers.RandomTranslation(0.1, 0.1)(x)
    x = layers.RandomContrast(0.2)(x)
    x = layers.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 0.5])(x)
    x = layers.Resizing(9, 17)(x)
    x = layers.CenterCrop(8, 10)(x)
    x = layers.Normalization()(x)
    x = layers.GaussianNoise(0.1)(x)
    x = layers.Resizing(5, 5, interpolation="nearest")(x)
    return Model(inputs, layers.Dense(2)(layers.Flatten()(x)), name="preprocessing")


def activations():
    x = inputs = Input((6,))
    names = ["relu", "relu6", "elu", "selu", "sigmoid", "softplus", "softsign", "tanh", "softmax", "gelu",
             "swish", "mish" if MAJOR == 3 else "tanh", "exponential", "linear"]
    x = layers.Dense(4)(x)
    outs = [layers.Activation(name)(x) for name in names]
    outs += [layers.ELU(0.7)(outs[0]), layers.Softmax()(outs[1]), layers.Activation("softplus")(outs[2])]
    return Model(inputs, layers.Concatenate()(outs), name="activations")


def normalizations():
    x = inputs = Input((4, 5, 8))
    x = layers.LayerNormalization(epsilon=1e-5)(x)
    x = layers.GroupNormalization(4)(x)
    x = layers.BatchNormalization(axis=1)(x)
    x = layers.BatchNormalization(center=False)(x)
    x = layers.Permute((2, 1, 3))(x)
    x = layers.UnitNormalization()(x)
    return Model(inputs, layers.Dense(3)(layers.Flatten()(x)), name="normalizations")


def transposed():
    x = inputs = Input((5, 4, 3))
    x = layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.UpSampling2D(2, interpolation="bilinear")(x)
    x = layers.ZeroPadding2D(((1, 2), (0, 1)))(x)
    x = layers.Cropping2D(((1, 1), (2, 0)))(x)
    x = layers.UpSampling2D((1, 2))(x)
    x = layers.Reshape((21, 30, 2, 2))(x)
    x = layers.Conv3DTranspose(2, 2, strides=(1, 1, 2))(x)
    return Model(inputs, layers.GlobalMaxPooling3D()(x), name="transposed")


def one_dimension():
    x = inputs = Input((16, 3))
    x = layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu")(x)
    x = layers.MaxPooling1D(2)(x)
    x = layers.ZeroPadding1D((1, 2))(x)
    x = layers.UpSampling1D(2)(x)
    x = layers.Cropping1D((1, 0))(x)
    x = layers.SpatialDropout1D(0.1)(x)
    x = layers.AveragePooling1D(3, strides=2, padding="same")(x)
    x = layers.Conv1D(4, 2, strides=2)(x)
    x = layers.Concatenate()([layers.GlobalAveragePooling1D()(x), layers.GlobalMaxPooling1D()(x)])
    return Model(inputs, layers.Dense(2)(x), name="one_dimension")


def hard_sigmoid():
    return Sequential([Input((4,)), layers.Dense(5, activation="hard_sigmoid"), layers.Dense(2)], name="hard")


KINDS = [model_1, residual, transfer, nested, shared, conv3d, separable, recurrent, words, preprocessing,
         activations, normalizations, transposed, one_dimension, hard_sigmoid]

ARCHIVED = ["model_1", "transfer", "nested", "recurrent", "preprocessing", "words"]


def predictions(model):
    inputs = inputs_of(model)
    outputs = model.predict(inputs[0] if len(inputs) == 1 else inputs, verbose=0)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    return [[float(value) for value in output.ravel()] for output in outputs]


def make(folder):
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for build in KINDS:
        keras.backend.clear_session()
        model = scramble(build())
        kind = build.__name__
        model.save(folder / f"{kind}.k{MAJOR}.h5")
        if kind in ARCHIVED:
            model.save(folder / f"{kind}.k{MAJOR}.keras")
        found[kind] = predictions(model)
    (folder / f"predictions.k{MAJOR}.json").write_text(json.dumps(found))


def predict(folder):
    found = {}
    for path in sorted(folder.glob("*.h5")):
        keras.backend.clear_session()
        try:
            found[path.name] = predictions(keras.models.load_model(path))
        except Exception as error:
            found[path.name] = f"{type(error).__name__}: {str(error).strip().splitlines()[-1]}"
    print("PREDICTIONS " + json.dumps(found))


if __name__ == "__main__":
    command, place = sys.argv[1:]
    {"make": make, "predict": predict}[command](pathlib.Path(place))
