"""What a person sees while a build runs: each stage, and how long it took."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

from newsletter.errors import Text

_STAGES: Final = {
    "compose": Text("拼版", "composing pages"),
    "paint": Text("绘制版面", "painting pages"),
    "prepress": Text("印前处理", "prepress"),
    "page pictures": Text("版面图", "page pictures"),
    "pictures": Text("屏幕用图片", "pictures for screens"),
    "email": Text("邮件版", "e-mail edition"),
    "wechat": Text("公众号文章", "WeChat article"),
    "feeds": Text("订阅源", "feeds"),
    "web": Text("网页版", "web edition"),
    "files": Text("写入文件", "writing files"),
}


class Progress:
    """Writes a line for each stage: its name at once, its seconds when it ends."""

    def __init__(self, language: str, write: Callable[[str], None]) -> None:
        """Begin with nothing under way."""
        self._language = language
        self._write = write
        self._start: float | None = None

    def __call__(self, stage: str) -> None:
        """Tell that a stage begins, and so that the one before it is done."""
        self.done()
        name = _STAGES[stage].said_in(self._language) if stage in _STAGES else stage
        self._write(f"  {name} … ")
        self._start = perf_counter()

    def done(self) -> None:
        """Tell that the last stage is done."""
        if self._start is not None:
            unit = Text("秒", "s").said_in(self._language)
            self._write(f"{perf_counter() - self._start:.1f} {unit}\n")
        self._start = None
