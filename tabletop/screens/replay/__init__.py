"""Replay: go through a transcript again, moment by moment.

`course` and `figures` compute what there is to see, without a screen; `screen` shows it with the
widgets of live play; `guide` leads an app through it.
"""
