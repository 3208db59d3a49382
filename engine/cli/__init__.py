"""s26, the command line. Start at words.py."""
