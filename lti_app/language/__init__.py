"""Language models: those that write, one that quotes."""
