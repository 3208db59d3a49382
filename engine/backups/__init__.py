"""Whole copies of the database with the proof that they are whole. Start at make.py."""
