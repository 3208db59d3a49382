"""What differs between two versions of a definition, in words and in text. Start at whole.py."""
