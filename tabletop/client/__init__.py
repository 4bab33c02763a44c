"""What `tabletop join` is: a line from this terminal to a seat at a host."""
