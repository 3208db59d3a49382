"""The engine: cases, letters, definitions. Start reading at engine.api."""
