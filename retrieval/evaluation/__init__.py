"""Measures how well passages are found, on any corpus in JSON lines."""
