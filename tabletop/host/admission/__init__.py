"""Who may come in, how often, and what opens which seat: the same for browsers and ssh."""
