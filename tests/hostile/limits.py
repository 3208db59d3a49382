"""What is "at once", for what is written to hurt."""

AT_ONCE = 20.0  # seconds of processor time, some ten times what the slowest takes while coverage
# is counted on a slow machine; what is not refused takes minutes, or does not end
