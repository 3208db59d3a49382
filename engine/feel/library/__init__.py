"""The functions every expression can call: start reading at engine.feel.library.catalogue."""
