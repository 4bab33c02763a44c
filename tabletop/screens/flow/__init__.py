"""Which page comes when: at one keyboard, and for a seat on a device of its own."""
