"""The e-mail edition: HTML, text part and message."""
