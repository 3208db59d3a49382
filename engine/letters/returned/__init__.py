"""The signed copy of a letter: what came back, compared with what was issued."""
