"""What can be asked of a state or its exercise: whose signatures an offer needs, who holds which
role, how long a phase has lasted, what things are called.

Queries change nothing and know no rule, so `apply`, the rules and what a seat sees share them.
"""
