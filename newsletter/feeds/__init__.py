"""RSS, Atom, JSON Feed and OPML from the published record."""
