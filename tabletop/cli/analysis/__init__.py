"""What `analyse` and `score` print of an outcome space: lists, samples, sweeps, plots.

It knows no command.
"""
