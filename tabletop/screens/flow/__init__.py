"""Which page comes when: at one keyboard, and for a seat on its own device."""
