"""Whether a definition may be published, in sentences. Start reading at engine.lint.run."""
