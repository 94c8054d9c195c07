"""The editor's bench: import, new issues, checks."""
