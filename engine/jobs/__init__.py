"""Due timers and outgoing work, kept in the step's own transaction."""
