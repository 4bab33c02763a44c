"""A hall with its doors open, from the first socket to the last goodbye."""
