"""Exchange with GENIUS and NegMAS: domains and utility profiles in the ANAC competitions' XML."""
