"""One training step of a net, by Keras or PyTorch.

usage: train.py WORK keras|keras-jit|pytorch      (line protocol of bench/python_contestant.ts)

The nets and batches are those of bench/engine/works.ts.
"""

import os
import resource
import sys
import time

from nets import BATCH, SHAPE, keras_net, torch_layout, torch_net

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
work, system = sys.argv[1], sys.argv[2]
threads = int(os.environ.get("MIEN_THREADS", "1"))
batch, shape = BATCH[work], SHAPE[work]
WARM_UP_STEPS = 4


def keras_step(jit):
    import keras
    import numpy as np

    model = keras_net(work, threads)
    model.compile(
        optimizer=keras.optimizers.Adam(0.001),
        loss="categorical_crossentropy",
        jit_compile=jit,
    )
    x = np.random.default_rng(1).random((batch, *shape), dtype="float32")
    y = np.eye(7, dtype="float32")[np.arange(batch) % 7]
    return lambda: float(np.asarray(model.train_on_batch(x, y)).ravel()[0])


def torch_step():
    import torch
    from torch import nn

    model = torch_net(work, threads)
    x = torch.rand((batch, shape[-1], *shape[:-1])).to(memory_format=torch_layout(work))
    y = torch.arange(batch) % 7
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
