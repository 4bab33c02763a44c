"""Who sits where in the hall."""
