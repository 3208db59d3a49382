"""Files of other people, read within limits: bounded by what is read, never by what a file says."""
