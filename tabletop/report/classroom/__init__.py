"""A class compared: what its tables have in common, where they differ, and what each left.

`reading` takes the facts of every table, by exercise; `comparison` measures and places them against
what `possible` says there was to be had; `writing` makes pages and CSV of it.
"""
