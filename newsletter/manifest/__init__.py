"""YAML and Markdown in; an Issue out, or every problem with its place."""
