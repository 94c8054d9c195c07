"""One issue, every edition."""

__version__ = "0.1.0"
