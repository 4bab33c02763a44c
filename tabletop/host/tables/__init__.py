"""The tables of a hall, the screens that run at them, and their folder."""
