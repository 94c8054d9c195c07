"""One module for each command; ``newsletter.cli.shape`` imports it when called."""
