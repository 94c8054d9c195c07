"""Fixed boxes: what stands where the editor says, and is never moved to fill a page."""
