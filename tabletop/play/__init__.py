"""The play room: one room for each moment of a move, from the bottom up.

An action (`actions`) is asked of a table. The `rules` turn it into events (`events`), each of which
`apply` folds into the `state`. A seat gets what `view` makes of that: records of `seen`, and events
as `telling` lets it read them. `kinds` declares every event once, `parts` and `queries` are what
several moments share, and `history` looks back at all of it. What a room may import is a contract
in pyproject.toml.
"""
