"""One module for each step; names sort as they run."""
