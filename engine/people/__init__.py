"""Organisations, the people in them and the roles they hold for a period."""
