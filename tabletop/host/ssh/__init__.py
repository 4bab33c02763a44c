"""The ssh transport."""
