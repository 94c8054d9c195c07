"""What editors wrote into fixed boxes, with the place of each text."""

from collections.abc import Iterator

from newsletter.errors import Place
from newsletter.model.boxes import Boxes


def box_texts(boxes: Boxes) -> Iterator[tuple[str, Place]]:
    """List the texts of all boxes."""
    if boxes.ear:
        photo = boxes.ear.photo
        caption = photo.caption + photo.credit if photo else ""
        yield boxes.ear.headline + boxes.ear.text + caption, boxes.ear.place
    if boxes.index:
        yield boxes.index.headline, boxes.index.place
    if boxes.weather:
        rows = "".join(cell for row in boxes.weather.rows for cell in row)
        yield boxes.weather.headline + rows, boxes.weather.place
