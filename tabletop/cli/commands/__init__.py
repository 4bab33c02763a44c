"""The commands, a file each with `run`: call what `from tabletop import ...` offers, and print it.

No command imports another but to start what it starts; `arguments` finds them by their names.
"""
