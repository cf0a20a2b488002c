"""Writes tests/fixtures/data/halves.heic: 64x32 pixels, left half red, right half blue.

    pip install pillow-heif
    python tests/reference/photos_heic.py
"""
from pathlib import Path

import pillow_heif
from PIL import Image

picture = Image.new("RGB", (64, 32), (255, 0, 0))
picture.paste((0, 0, 255), (32, 0, 64, 32))
target = Path(__file__).parent.parent / "fixtures" / "data" / "halves.heic"
pillow_heif.from_pillow(picture).save(target, quality=95)
