"""One rule a file; each has `faults(definition)` and a page of the same name in docs/lint."""
