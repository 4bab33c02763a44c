"""A running host, from its first socket to its shutdown."""
