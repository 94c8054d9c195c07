"""The web edition from the published record."""
