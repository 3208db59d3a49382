"""What is particular to section 26: the rest of the engine runs any process."""
