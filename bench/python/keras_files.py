"""Loads or saves a Keras .h5 file without an optimiser.

usage: keras_files.py load|save PATH      (line protocol of bench/python_contestant.ts)
       keras_files.py memory PATH         prints the peak memory of loading and of saving, MB
"""

import json
import os
import re
import sys
import time
import warnings

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.filterwarnings("ignore")

try:
    import keras
except ImportError as error:
    print(f"missing: {error}", flush=True)
    sys.exit()

way, path = sys.argv[1:]


def load():
    return keras.models.load_model(path, compile=False)


def peak():
    with open("/proc/self/status") as status:
        return round(int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1)) / 1000)


if way == "memory":
    model = load()
    loaded = peak()
    model.save(path + ".keras-again.h5")
    print(json.dumps({"load": loaded, "save": peak()}))
    sys.exit()

model = load()
work = load if way == "load" else lambda: model.save(path + ".again.h5")
work()
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() != "run":
        break
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    keras.backend.clear_session()
    print(seconds, flush=True)
