"""The print edition: lines, pages, paint and press files."""
