"""What a view says, in sentences that every interface uses: offers and signatures, votes, motions,
decisions, acts due, roles, questions.

A file for each subject. They know views and `packages`, and neither keys nor pages.
"""
