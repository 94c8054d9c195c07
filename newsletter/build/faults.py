"""Pictures of pages that the printer's profile refuses, beside the last good build."""

import shutil
from pathlib import Path

from newsletter.errors import OutsideError


class FaultFolder:
    """``faults/DATE/`` of a build folder: a picture for each page with a fault."""

    def __init__(self, root: Path, date: str) -> None:
        """Name the folder; nothing is touched yet."""
        self.place = root / "faults" / date

    def clear(self) -> None:
        """Forget the faults of an earlier run."""
        shutil.rmtree(self.place, ignore_errors=True)

    def write(self, pictures: tuple[tuple[int, bytes], ...]) -> tuple[Path, ...]:
        """Write the pictures; say where they are.

        Args:
            pictures: Page number and PNG.

        Raises:
            OutsideError: the folder cannot be written.
        """
        try:
            return tuple(self._written(number, data) for number, data in pictures)
        except OSError as error:
            name = error.filename or self.place
            raise OutsideError(f"{name}: {error.strerror}") from error

    def _written(self, number: int, data: bytes) -> Path:
        self.place.mkdir(parents=True, exist_ok=True)
        path = self.place / f"page-{number:02}.png"
        half = path.with_suffix(".part")
        half.write_bytes(data)
        half.replace(path)
        return path
