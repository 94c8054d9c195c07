"""Advertisements: files of others, judged, and placed untouched."""
