"""Makes tests/fixtures/preprocess/augment_keras.json with Keras's ImageDataGenerator.

    python tests/reference/augment_keras.py            writes the fixture
    python tests/reference/augment_keras.py --check    compares this Keras with the fixture

Runs on Keras 2.15 and on Keras 3, which keeps the generator in its legacy module. Written with
Keras 3.15.1, NumPy 2.4.6, SciPy 1.17.1 and Pillow 13.0.0; `--check` with Keras 2.15 and NumPy 1.26
finds no difference.
"""

import json
import os
import re
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np

try:
    from keras.src.legacy.preprocessing.image import ImageDataGenerator
except ImportError:
    from keras.preprocessing.image import ImageDataGenerator

FIXTURE = os.path.join(os.path.dirname(__file__), "../fixtures/preprocess/augment_keras.json")
FILLS = ["nearest", "constant", "reflect", "wrap"]
SHAPES = {"odd": (7, 7, 1), "even": (8, 8, 1), "oblong": (6, 9, 1), "colour": (5, 5, 3)}
PARAMETERS = {
    "flipHorizontal": "flip_horizontal",
    "flipVertical": "flip_vertical",
    "channelShift": "channel_shift_intensity",
}


def snake(options):
    return {re.sub("([A-Z])", lambda m: "_" + m[1].lower(), k): v for k, v in options.items()}


def picture(shape, seed=0):
    return np.random.RandomState(seed).randint(0, 256, shape).astype("uint8")


def numbers(values):
    """The shortest decimals that give the same float32."""
    return [float(np.format_float_scientific(np.float32(v), unique=True)) for v in np.ravel(values)]


def transforms():
    single = [
        {"theta": 20},
        {"theta": -33.3},
        {"theta": 90},
        {"theta": 200},
        {"tx": 1.5},
        {"ty": -2.25},
        {"tx": 2, "ty": -3},
        {"tx": 31.5, "ty": -40.25},
        {"shear": 15},
        {"shear": -40},
        {"zx": 0.7, "zy": 0.7},
        {"zx": 1.4, "zy": 0.9},
        {"zx": 5, "zy": 6},
    ]
    both = [
        {"theta": 17, "tx": 0.8, "ty": -1.1, "shear": 9, "zx": 0.9, "zy": 1.15},
        {"theta": -8, "shear": -12, "zx": 1.3, "zy": 1.2, "flipHorizontal": True},
        {"theta": 120, "tx": -3, "zx": 2, "zy": 0.5, "flipHorizontal": True, "flipVertical": True},
    ]
    for name, shape in SHAPES.items():
        for fill in FILLS:
            for parameters in single + both:
                if name != "colour" or parameters in both:
                    yield name, {"fillMode": fill, "cval": 12.5}, parameters
        for parameters in [
            {},
            {"flipHorizontal": True},
            {"flipVertical": True},
            {"channelShift": 40.3},
            {"channelShift": -90},
            {"brightness": 0.0},
            {"brightness": 0.37},
            {"brightness": 1.0},
            {"brightness": 1.83},
            {"theta": 10, "channelShift": 20.5, "brightness": 0.8, "flipHorizontal": True},
        ]:
            yield name, {}, parameters
        # Values out of range are stretched for the brightness, and back.
        out = {"fillMode": "constant", "cval": -100}
        yield name, out, {"theta": 30, "brightness": 0.6}
        yield name, {**out, "cval": 400}, {"tx": 1.25, "brightness": 1.2}


def transform_cases():
    for name, options, parameters in transforms():
        keras = {PARAMETERS.get(k, k): v for k, v in parameters.items()}
        image = picture(SHAPES[name]).astype("float32")
        result = ImageDataGenerator(**snake(options)).apply_transform(image, keras)
        yield dict(image=name, options=options, transform=parameters, expected=numbers(result))


def normalisation_cases():
    for name in ["odd", "colour"]:
        for options in [
            {"rescale": 1 / 255},
            {"samplewiseCenter": True},
            {"samplewiseStdNormalization": True},
            {"rescale": 1 / 255, "featurewiseCenter": True},
            {"rescale": 1 / 255, "featurewiseStdNormalization": True},
            {"rescale": 0.5, "samplewiseStdNormalization": True, "featurewiseStdNormalization": True},
        ]:
            generator = ImageDataGenerator(**snake(options))
            images = np.stack([picture(SHAPES[name], seed) for seed in range(4)])
            generator.fit(images)
            result = generator.standardize(images[0].astype("float32"))
            yield dict(image=name, images=images.ravel().tolist(), options=options,
                       expected=numbers(result))


class Fractions:
    """Stands in for NumPy's generator: every draw is the next of a fixed row of fractions."""

    def __init__(self, row):
        self.row = iter(row)

    def random(self):
        return next(self.row)

    def uniform(self, low, high, size=None):
        draws = [low + (high - low) * self.random() for _ in range(size or 1)]
        return draws if size else draws[0]

    def choice(self, a):
        if isinstance(a, (int, np.integer)):
            a = range(a)
        elif np.ndim(a) != 1:
            raise ValueError("as NumPy on a fraction")
        return a[int(self.random() * len(a))]


def drawing_cases():
    everything = dict(rotationRange=25, widthShiftRange=0.2, heightShiftRange=0.3, shearRange=12,
                      zoomRange=0.4, horizontalFlip=True, verticalFlip=True, channelShiftRange=30,
                      brightnessRange=[0.5, 1.5])
    row = np.random.RandomState(5).random(40).tolist()
    for options in [
        everything,
        {},
        {"rotationRange": 10, "horizontalFlip": True},
        {"widthShiftRange": 4, "heightShiftRange": 1},
        {"widthShiftRange": 2.5, "heightShiftRange": [0.1, 0.25, 0.5]},
        {"heightShiftRange": [1, 5, 3], "zoomRange": [0.8, 1.0]},
        {"zoomRange": [1, 1], "verticalFlip": True, "brightnessRange": [1, 1]},
        {"shearRange": 30, "channelShiftRange": 5},
    ]:
        numpys = {name: getattr(np.random, name) for name in ["random", "uniform", "choice"]}
        for start in [0, 11]:
            fractions = Fractions(row[start:])
            for name in numpys:
                setattr(np.random, name, getattr(fractions, name))
            drawn = ImageDataGenerator(**snake(options)).get_random_transform((48, 40, 1))
            for name, function in numpys.items():
                setattr(np.random, name, function)
            ours = {}
            for name, value in drawn.items():
                name = {v: k for k, v in PARAMETERS.items()}.get(name, name)
                if value is not None:
                    ours[name] = bool(value) if name.startswith("flip") else float(value)
            yield dict(options=options, shape=[48, 40, 1], fractions=row[start:start + 16],
                       expected=ours)


def main():
    np.seterr(all="raise", under="ignore")
    made = dict(
        images={name: dict(shape=shape, data=picture(shape).ravel().tolist())
                for name, shape in SHAPES.items()},
        transforms=list(transform_cases()),
        normalisations=list(normalisation_cases()),
        drawings=list(drawing_cases()),
    )
    if "--check" in sys.argv:
        with open(FIXTURE) as file:
            kept = json.load(file)
        worst = max(np.abs(np.subtract(a["expected"], b["expected"])).max()
                    for part in ["transforms", "normalisations"]
                    for a, b in zip(made[part], kept[part], strict=True))
        print("largest difference of a value:", worst)
        print("drawings equal:", made["drawings"] == kept["drawings"])
        return
    parts = []
    for name, value in made.items():
        if isinstance(value, list):
            lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in value)
            parts.append(f'"{name}":[\n{lines}\n]')
        else:
            parts.append(f'"{name}":{json.dumps(value, separators=(",", ":"))}')
    with open(FIXTURE, "w") as file:
        file.write("{" + ",\n".join(parts) + "}\n")


main()
