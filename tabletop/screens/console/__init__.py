"""Screens for those who do not bargain: facilitator, evaluators, observers, and the projector."""
