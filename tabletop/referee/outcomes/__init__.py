"""The outcome space: every package an exercise has, what each is worth to everyone, and what could
have been: zone, frontier, solutions, measures, what passes a rule of agreement.

No ruling asks here: a game is scored the same however large its space is.
"""
