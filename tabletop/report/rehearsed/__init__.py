"""What rehearsals say of an exercise, as one page."""
