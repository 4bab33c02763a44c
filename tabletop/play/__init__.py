"""The play room: actions, events, the state they fold into, the rules, and what a seat may see."""
