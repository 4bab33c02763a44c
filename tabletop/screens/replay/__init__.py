"""Replay: a transcript looked at again, moment by moment.

`course` and `figures` say what there is to see, without a screen; `screen` shows it with the
widgets of live play; `guide` leads an app through it.
"""
