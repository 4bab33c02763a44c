"""From the start screen to a table."""
