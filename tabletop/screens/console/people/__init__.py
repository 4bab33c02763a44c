"""Who sits where, for the facilitator: seats, roles, personal links."""
