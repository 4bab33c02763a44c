"""`tabletop join`: a connection from this terminal to a seat at a host."""
