"""Rehearsals: whole cases played through the definitions with a fake clock. Start at play.py."""
