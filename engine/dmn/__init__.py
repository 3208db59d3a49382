"""Decision tables and requirement graphs: start reading at engine.dmn.read."""
