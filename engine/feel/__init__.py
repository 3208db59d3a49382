"""FEEL, the one expression language: start reading at engine.feel.compile."""
