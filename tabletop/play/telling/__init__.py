"""Events told in sentences, and who may read which of their words.

Told by what their `kinds` declare; no rule is asked.
"""
