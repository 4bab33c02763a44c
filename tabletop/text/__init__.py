"""Text on its way to a person: safe to show, cut, wrapped, measured, listed; and what is typed."""
