"""Screens of those who do not bargain, over real tables."""
