"""Terminals far away and this process's own: colours, sequences, what typed bytes cost."""
