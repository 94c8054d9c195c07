"""One issue, every edition.

from newsletter import build_issue, load_issue

report = build_issue(load_issue("issues/2021-11-23"))
"""

from importlib import import_module

from newsletter.errors import (
    InputError,
    LayoutError,
    NewsletterError,
    OutsideError,
    Place,
    Problem,
    Severity,
    Text,
    UsageError,
)

__version__ = "0.1.0"

# Loading these takes most of a second, for PDF, pictures and fonts; a command that
# only helps or checks does without.  ``__init__.pyi`` tells their types.
_HEAVY = {
    "build_issue": "newsletter.build.issue",
    "hand_off": "newsletter.build.handoff",
    "load_issue": "newsletter.build.issue",
    "load_publication": "newsletter.manifest",
    "Issue": "newsletter.model.issue",
    "Publication": "newsletter.model.publication",
    "Report": "newsletter.model.report",
}

__all__ = [  # noqa: PLE0604  (the heavy ones stand in one place only)
    "InputError",
    "LayoutError",
    "NewsletterError",
    "OutsideError",
    "Place",
    "Problem",
    "Severity",
    "Text",
    "UsageError",
    "__version__",
    *_HEAVY,
]


def __getattr__(name: str) -> object:
    """Load a heavy name when it is first asked for."""
    if name not in _HEAVY:
        raise AttributeError(f"module 'newsletter' has no attribute {name!r}")
    return getattr(import_module(_HEAVY[name]), name)
