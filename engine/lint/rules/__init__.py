"""One rule a file; each has `faults(bundle)` and a page of the same name in docs/lint."""
