"""Makes tests/fixtures/train/schedules.json with PyTorch and Keras.

    $MIEN_PYTHON tests/reference/train_schedules.py tests/fixtures/train/schedules.json
"""
import json
import sys

import keras
import numpy as np
import torch

steps = 37
optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
cycle = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.4, total_steps=steps, cycle_momentum=False)
one_cycle = []
for _ in range(steps):
    one_cycle.append(cycle.get_last_lr()[0])
    optimizer.step()
    if len(one_cycle) < steps:
        cycle.step()

losses = [1.0, 0.9, 0.91, 0.92, 0.8999, 0.93, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.4, 0.6, 0.6]
model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(0.1), "mse")
plateau = keras.callbacks.ReduceLROnPlateau("val_loss", factor=0.5, patience=2, min_delta=1e-3, cooldown=1, min_lr=0.02)
stopping = keras.callbacks.EarlyStopping("val_loss", patience=5, min_delta=1e-3)
plateau.set_model(model)
stopping.set_model(model)
plateau.on_train_begin()
stopping.on_train_begin()
rates, stopped = [float(np.float32(0.1))], None
for epoch, loss in enumerate(losses):
    plateau.on_epoch_end(epoch, {"val_loss": loss})
    rates.append(float(model.optimizer.learning_rate.numpy()))
    stopping.on_epoch_end(epoch, {"val_loss": loss})
    if stopped is None and getattr(model, "stop_training", False):
        stopped = epoch + 1

with open(sys.argv[1], "w") as file:
    json.dump({"steps": steps, "oneCycle": one_cycle, "losses": losses, "plateau": rates, "stoppedAfter": stopped}, file)
