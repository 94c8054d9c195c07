"""From an issue to its finished editions; the only room that writes them to disk."""
