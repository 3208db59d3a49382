"""Word in, Word out: start reading at engine.letters.compile, then engine.letters.render."""
