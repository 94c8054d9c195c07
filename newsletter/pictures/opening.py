"""Pillow as this house uses it, whatever others in the process have set."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from PIL import Image, ImageFile

# Pillow's size limit and Python's warning filters belong to the whole process.
_ONE_AT_A_TIME = Lock()


@contextmanager
def our_own_pillow() -> Iterator[None]:
    """Set what Pillow keeps for the whole process, and put it back."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        # Odd metadata makes Pillow warn; the picture itself may well be good.
        warnings.simplefilter("ignore")
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        # WeasyPrint lets everyone's broken pictures pass as soon as it is imported.
        lenient = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = limit
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient
