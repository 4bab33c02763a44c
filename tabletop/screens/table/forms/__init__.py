"""Forms that make a delegation's moves: offers, words, gestures, motions, decisions, amounts.

They may show panels, and know no page that opens them.
"""
