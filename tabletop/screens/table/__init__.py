"""A delegation at the table: grid, draft, offers, messages, decisions."""
