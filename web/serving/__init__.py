"""How the pages are served: patient with people, not with strangers. Start at pages.py."""
