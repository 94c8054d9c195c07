"""Commands: parse, call one function, report."""
