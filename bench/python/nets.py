"""The nets of bench/engine/works.ts, by Keras and by PyTorch."""

SHAPE = {"model_1": (48, 48, 1), "vgg": (48, 48, 1), "cnn_3d": (24, 24, 24, 1)}
BATCH = {"model_1": 256, "vgg": 128, "cnn_3d": 32}


def keras_net(work, threads):
    """An uncompiled model with probabilities at its end."""
    import keras
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
    return keras.Sequential(
        [keras.Input(SHAPE[work]), *stacks[work](), layers.Dense(7, activation="softmax")]
    )


def torch_layout(work):
    """Channels last, as Keras has them: the quicker order on a processor."""
    import torch

    return torch.channels_last_3d if work == "cnn_3d" else torch.channels_last


def torch_net(work, threads):
    """A model with logits at its end."""
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
    return nn.Sequential(*stacks[work]()).to(memory_format=torch_layout(work))
