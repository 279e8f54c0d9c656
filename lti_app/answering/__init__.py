"""From a question to its answer, as an ordered list of steps."""
