"""What can be told of a definition without running it: ways, facts, soundness. Pure."""
