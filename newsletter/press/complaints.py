"""What WeasyPrint complains of."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append(record.getMessage())


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint complains of, meanwhile."""
    logger = logging.getLogger("weasyprint")
    handler = _Complaints()
    logger.addHandler(handler)
    try:
        yield handler.lines
    finally:
        logger.removeHandler(handler)
