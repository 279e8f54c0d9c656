"""The tests of Passerelle."""
