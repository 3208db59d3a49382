"""Every change there is: a verb per file. Start at work.py."""
