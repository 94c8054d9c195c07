"""The preview: an issue in the browser, made anew while its editor saves."""

from newsletter.desk.preview.bench import Bench
from newsletter.desk.preview.links import EDITORS, link_template
from newsletter.desk.preview.server import PreviewServer

__all__ = ["EDITORS", "Bench", "PreviewServer", "link_template"]
