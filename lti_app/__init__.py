"""Passerelle: a course assistant that opens inside the learning management system."""
