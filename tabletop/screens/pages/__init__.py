"""The pages between turns at the table: situation, ruling, debrief, help and the like."""
