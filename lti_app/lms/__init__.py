"""LTI going out: the services of platforms."""
