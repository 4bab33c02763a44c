"""Packages at a seat: drafted, shared within its delegation, side by side as data, and what each is
worth. They know views, and nothing of how a move is made.
"""
