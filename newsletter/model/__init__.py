"""Values: what a publication, an issue and its editions are."""
