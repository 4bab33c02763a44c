"""What opens over a delegation's page: the brief, messages, an offer in full, votes, acts due.

They are made of panels and open forms; they do not know the page below them.
"""
