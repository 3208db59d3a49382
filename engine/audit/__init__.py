"""The append-only sealed log. Start at chain.py."""
