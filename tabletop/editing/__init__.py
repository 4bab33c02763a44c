"""Editing an exercise file: changes to its text that leave all the rest of it as it was."""
