"""Screens of facilitators, evaluators and observers, over real tables."""
