"""The comparison of a class: what its tables have in common, how they differ, and what each left on
the table.

`reading` extracts the facts of every table, by exercise; `comparison` measures and ranks them
against what `yardstick` says was possible; `writing` makes pages and CSV of it.
"""
