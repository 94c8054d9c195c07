"""The paper's icon and logo, as web and feeds show them."""

from newsletter.build.folder import Files
from newsletter.errors import InputError, Place, Problem
from newsletter.model.publication import Publication
from newsletter.model.web import ICON, ICON_SIZE, LOGO, LOGO_ROOM, PlateImage
from newsletter.pictures import UnreadablePicture, for_plate


def plate_files(publication: Publication) -> Files:
    """Make the pictures that the paper has.

    Raises:
        InputError: B101, one cannot be read any more.
    """
    web = publication.web
    files: list[tuple[str, bytes]] = []
    if web.icon:
        icon = _made(web.icon, (ICON_SIZE, ICON_SIZE), is_square=True)
        files.append((f"site/{ICON}", icon))
    if web.logo:
        files.append((f"site/{LOGO}", _made(web.logo, LOGO_ROOM, is_square=False)))
    return tuple(files)


def _made(plate: PlateImage, room: tuple[int, int], *, is_square: bool) -> bytes:
    try:
        return for_plate(plate.path, room, is_square=is_square)
    except UnreadablePicture as error:
        place = Place(file=f"issues/{plate.file}")
        raise InputError(
            [Problem(code="B101", place=place, what=error.what, cure=error.cure)]
        ) from error
