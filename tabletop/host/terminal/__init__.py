"""Terminals, remote and this process's own: colours, control sequences, raw mode."""
