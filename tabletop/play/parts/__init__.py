"""What events and states are made of: votes, decisions, motions, plans, ledger lines, logs.

Records without rules. They know the actions' words, the exercise and the referee's codes.
"""
