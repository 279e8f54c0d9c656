"""Nouns with their rules, frozen, without input or output."""
