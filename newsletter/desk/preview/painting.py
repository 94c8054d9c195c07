"""Paint pages in a process of its own, so that the next save need not wait."""

import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from threading import Thread

from newsletter.errors import NewsletterError, Text
from newsletter.layout import load_layout
from newsletter.model.publication import Publication
from newsletter.press.paint import PaintStyle, paint
from newsletter.press.values import Drawing, Item, TextLine


@dataclass(frozen=True, slots=True)
class PaintedPage:
    """One page as it will print, or why it cannot be."""

    pdf: bytes
    faults: tuple[tuple[Text, Text], ...] = ()
    """What is wrong, and the cure."""


class Painter:
    """One process that paints one page after another."""

    def __init__(self) -> None:
        """Start the process when the first page comes."""
        # Not forked: this process has threads.
        self._pool = ProcessPoolExecutor(
            max_workers=1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_leave_interrupts_to_the_parent,
        )

    def begin(
        self, drawing: Drawing, publication: Publication, style: PaintStyle
    ) -> "Future[PaintedPage]":
        """Begin to paint a page."""
        return self._pool.submit(paint_page, drawing, publication, style)

    def close(self) -> None:
        """Finish the page in hand, and end the process."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def paint_page(
    drawing: Drawing, publication: Publication, style: PaintStyle
) -> PaintedPage:
    """Paint one page; what cannot be painted is told, not raised."""
    try:
        painted = paint((alone(drawing),), load_layout(publication), style)
    except NewsletterError as error:
        words = str(error)
        what = getattr(error, "what", Text(words, words))
        return PaintedPage(b"", ((what, getattr(error, "cure", Text("", ""))),))
    cure = Text("请改版式 layouts/ 里的 print/", "mend print/ of the layout")
    faults = tuple((Text(fault, fault), cure) for fault in painted.faults)
    return PaintedPage(painted.pdf, faults)


def alone(drawing: Drawing) -> Drawing:
    """Take the links to other pages out of a page: by itself it has none of those.

    So the note that a story goes on elsewhere leads nowhere, which is no fault.
    """
    here = {f"#{block.id}" for block in drawing.blocks}

    def unlinked(item: Item) -> Item:
        if not isinstance(item, TextLine) or not item.href.startswith("#"):
            return item
        return item if item.href in here else replace(item, href="")

    blocks = (
        replace(block, items=tuple(map(unlinked, block.items)))
        for block in drawing.blocks
    )
    return replace(drawing, blocks=tuple(blocks))


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    """Let no painter outlive a preview that was killed; it would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def taken(page: "Future[PaintedPage]") -> PaintedPage:
    """Take a page that is done; what went wrong becomes its fault."""
    error = page.exception()
    if error is None:
        return page.result()
    return PaintedPage(b"", ((Text(str(error), str(error)), Text("", "")),))
