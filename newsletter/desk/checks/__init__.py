"""Rules of copy-editing, one subject a file; ``desk.check`` runs them all."""
