"""A diagram being lived through. Start at runtime.py."""
