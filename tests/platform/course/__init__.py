"""Sample course of the demo, with what builds it."""
