"""Textual screens. Entry points import the rest when they are called: `play` must paint at once."""
