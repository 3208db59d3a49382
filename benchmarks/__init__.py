"""Measurements run by hand: each prints figures that the documents quote."""
